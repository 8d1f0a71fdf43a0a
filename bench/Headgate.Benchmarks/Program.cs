using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Headgate.Benchmarks;

// Usage: dotnet run -c Release --project bench/Headgate.Benchmarks -- --filter '*'
//        dotnet run -c Release --project bench/Headgate.Benchmarks -- records
//        dotnet run -c Release --project bench/Headgate.Benchmarks -- ledger
if (args is ["records"])
{
    await RecordRate.RunAsync(seconds: 10);
    return;
}

if (args is ["ledger"])
{
    await LedgerRate.RunAsync();
    return;
}

// In process: a generated project would inherit this repository's build rules, which generated code does not keep.
IConfig config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddDiagnoser(MemoryDiagnoser.Default);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
