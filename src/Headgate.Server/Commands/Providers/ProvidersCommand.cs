using System.CommandLine;
using Headgate.Server.Commands.Objects;

namespace Headgate.Server.Commands.Providers;

/// <summary><c>headgate providers</c>: the vendors that a config names.</summary>
internal static class ProvidersCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = ObjectCommands.Create("providers", "provider", "The vendors of a config.", terminal);
        command.Add(TestProvidersCommand.Create(terminal));
        return command;
    }
}
