using System.CommandLine;
using Headgate.Console.Operations;
using Headgate.Gateway.Config;
using Headgate.Server.Commands.Admin;

namespace Headgate.Server.Commands.Objects;

/// <summary>The desk's options for commands about providers, models and their secrets.</summary>
internal static class ObjectDesk
{
    /// <summary>Adds the options to a command and its subcommands.</summary>
    public static DeskOptions<IObjectDesk> AddTo(Command command, Terminal terminal)
    {
        Option<string[]> config = new("--config")
        {
            Description = "Where no gateway runs: the config files that it would serve. Default ./headgate.yaml when it is there.",
            HelpName = "FILE",
            Recursive = true,
        };
        DeskOptions<IObjectDesk> desk = new(
            (parsed, folder) => Open(parsed.GetValue(config), folder, terminal), (http, address, token) => new RunningObjects(http, address, token));
        command.Add(config);
        desk.AddTo(command);
        return desk;
    }

    private static Outcome<IObjectDesk> Open(string[]? config, string folder, Terminal terminal) =>
        StoredObjects.Open(folder, new ConfigInputs { Files = [.. config ?? []], Data = folder, Variable = terminal.Environment });
}
