using System.CommandLine;
using Headgate.Server.Lifetime;
using Headgate.Simulator;

namespace Headgate.Server.Commands;

/// <summary><c>headgate simulate</c>: the simulated vendor alone.</summary>
internal static class SimulateCommand
{
    private const string DefaultListen = "http://127.0.0.1:4010";

    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<string> listen = new("--listen")
        {
            Description = $"Where to listen; port 0 picks a free one. Default {DefaultListen}.",
            HelpName = "URL",
            DefaultValueFactory = _ => DefaultListen,
        };
        Option<long> seed = new("--seed") { Description = "Equal seeds give equal answers. Default 0.", HelpName = "N" };
        Command command = new("simulate", "Runs the simulated provider alone; the model's name picks its behaviour.") { listen, seed };
        command.SetAction((parsed, cancellation) => RunAsync(
            new SimulatorOptions { Listen = parsed.GetRequiredValue(listen), Seed = parsed.GetValue(seed) }, terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(SimulatorOptions options, Terminal terminal, CancellationToken cancellation)
    {
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using StopSignals signals = new(reload: () => { }, endAtOnce: () => Environment.Exit(ExitCode.Done));
        Task<int> serving = SimulatorServer.RunAsync(options, terminal.Output, stopping.Token);
        await Task.WhenAny(serving, signals.Asked);
        await stopping.CancelAsync();
        return await serving;
    }
}
