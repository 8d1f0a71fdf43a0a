using System.CommandLine;

namespace Headgate.Server.Commands;

/// <summary><c>headgate version</c>.</summary>
internal static class VersionCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("version", "Prints the version.");
        command.SetAction(_ => terminal.Output.WriteLine($"headgate {CommandLine.Version}"));
        return command;
    }
}
