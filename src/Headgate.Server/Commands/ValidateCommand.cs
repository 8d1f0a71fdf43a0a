using System.CommandLine;
using Headgate.Gateway.Config;

namespace Headgate.Server.Commands;

/// <summary><c>headgate validate FILE…</c>: every error at once, or a summary of what would be served.</summary>
internal static class ValidateCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string[]> files = new("file") { Description = "Config files, merged in their order.", Arity = ArgumentArity.OneOrMore };
        Command command = new("validate", "Checks config files and names every error.") { files };
        command.SetAction(parsed => Validate(parsed.GetRequiredValue(files), terminal));
        return command;
    }

    private static int Validate(string[] files, Terminal terminal)
    {
        ConfigInputs inputs = new() { Files = [.. files], Variable = terminal.Environment };
        ConfigReading reading = new ConfigSource(inputs, TimeProvider.System).Read();
        foreach (ConfigWarning warning in reading.Warnings)
        {
            terminal.Error.WriteLine($"warning: {warning}");
        }

        return reading switch
        {
            ConfigReading.Accepted accepted => Summarise(accepted, terminal),
            ConfigReading.Refused refused => Refuse(refused, terminal),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static int Summarise(ConfigReading.Accepted accepted, Terminal terminal)
    {
        foreach (string line in accepted.Summary)
        {
            terminal.Output.WriteLine(line);
        }

        return ExitCode.Done;
    }

    private static int Refuse(ConfigReading.Refused refused, Terminal terminal)
    {
        foreach (ConfigError error in refused.Errors)
        {
            terminal.Error.WriteLine(error);
        }

        terminal.Error.WriteLine($"{refused.Errors.Length} {(refused.Errors.Length == 1 ? "error" : "errors")}");
        return ExitCode.Refused;
    }
}
