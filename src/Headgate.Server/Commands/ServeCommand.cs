using System.CommandLine;
using Headgate.Gateway.Config;
using Headgate.Server.Lifetime;
using Microsoft.Extensions.Hosting.Systemd;

namespace Headgate.Server.Commands;

/// <summary><c>headgate serve</c>: runs the gateway until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<string[]> config = new("--config")
        {
            Description = "A config file; more than one are merged in their order. Default ./headgate.yaml when it is there.",
            HelpName = "FILE",
        };
        Option<string> listen = new("--listen") { Description = "Where clients connect. Default http://127.0.0.1:4000.", HelpName = "URL" };
        Option<string> admin = new("--admin") { Description = "Where the control plane is. Default http://127.0.0.1:4001.", HelpName = "URL" };
        Option<string> data = new("--data") { Description = "The folder of everything that is kept. Default ./data.", HelpName = "DIR" };
        Option<string> logFormat = new("--log-format") { Description = "How standard error is written.", DefaultValueFactory = _ => "text" };
        logFormat.AcceptOnlyFromAmong("text", "json");

        Command command = new("serve", "Runs the gateway.") { config, listen, admin, data, logFormat };
        command.SetAction((parsed, cancellation) =>
        {
            ConfigInputs inputs = new()
            {
                Files = [.. parsed.GetValue(config) ?? []],
                Listen = parsed.GetValue(listen),
                Admin = parsed.GetValue(admin),
                Data = parsed.GetValue(data),
                Variable = terminal.Environment,
            };
            return RunAsync(inputs, isJsonLog: parsed.GetValue(logFormat) == "json", terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(ConfigInputs inputs, bool isJsonLog, Terminal terminal, CancellationToken cancellation)
    {
        using ILoggerFactory logs = Logs.ToStandardError(isJsonLog);
        try
        {
            await using GatewayHost gateway = await GatewayHost.StartAsync(new GatewayOptions { Config = inputs, Logs = logs }, cancellation);
            Banner.Write(gateway, terminal.Output);
            await ServeAsync(gateway, logs.CreateLogger<GatewayHost>(), cancellation);
            return ExitCode.Done;
        }
        catch (GatewayStartException refused)
        {
            foreach (string reason in refused.Reasons)
            {
                terminal.Error.WriteLine(reason);
            }

            return refused.ExitCode;
        }
    }

    private static async Task ServeAsync(GatewayHost gateway, ILogger logger, CancellationToken cancellation)
    {
        SystemdNotifier systemd = new();
        using StopSignals signals = new(reload: () => _ = gateway.ReloadAsync(cancellation).AsTask(), endAtOnce: () => Environment.Exit(ExitCode.Done));
        systemd.Notify(ServiceState.Ready);
        await signals.Asked.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        systemd.Notify(ServiceState.Stopping);
        Log.Draining(logger, gateway.OpenRequests);
        int cutOff = await gateway.StopAsync();
        Log.Stopped(logger, cutOff);
    }
}
