using System.Runtime.InteropServices;

namespace Headgate.Compare.Harness;

/// <summary>What the numbers were measured on.</summary>
internal sealed record Machine(string Cpu, int Cores, string Memory, string Kernel, string Dotnet, string Commit)
{
    public static Machine Here() => new(
        Cpu: Field("/proc/cpuinfo", "model name"),
        Cores: Environment.ProcessorCount,
        Memory: $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GB",
        Kernel: File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        Dotnet: RuntimeInformation.FrameworkDescription,
        Commit: Environment.GetEnvironmentVariable("BENCH_COMMIT") ?? "unknown");

    private static string Field(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";
}
