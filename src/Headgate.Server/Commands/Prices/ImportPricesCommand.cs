using System.CommandLine;
using System.Text.Json;
using Headgate.Gateway.Pricing.Import;

namespace Headgate.Server.Commands.Prices;

/// <summary><c>headgate prices import FILE</c>: makes a price file of another list of prices.</summary>
internal static class ImportPricesCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<FileInfo> file = new("file") { Description = "A list of genai-prices (`data.json`), LiteLLM or models.dev (`api.json`)." };
        Option<FileInfo> output = new("--output", "-o") { Description = "The file to write, for the config's `pricing`.", Required = true };
        Command command = new("import", "Makes a price file of another list of prices.") { file, output };
        command.SetAction(parsed => Import(parsed.GetRequiredValue(file), parsed.GetRequiredValue(output), terminal));
        return command;
    }

    private static int Import(FileInfo file, FileInfo output, Terminal terminal)
    {
        try
        {
            if (PriceImport.Read(File.ReadAllBytes(file.FullName)) is not { } import)
            {
                return Refuse(terminal, $"{file} is no list of genai-prices, LiteLLM or models.dev");
            }

            using (FileStream written = output.Create())
            {
                import.Write(written);
            }

            terminal.Output.WriteLine($"{output}: {import.Models.Length} models of {import.Models.Select(model => model.Vendor).Distinct().Count()} vendors");
            if (!import.Unknown.IsEmpty)
            {
                terminal.Error.WriteLine($"left out, for Headgate knows no such vendor: {string.Join(", ", import.Unknown)}");
            }

            return ExitCode.Done;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return Refuse(terminal, wrong.Message);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return Refuse(terminal, $"{file} cannot be read: {wrong.Message}");
        }
    }

    private static int Refuse(Terminal terminal, string why)
    {
        terminal.Error.WriteLine(why);
        return ExitCode.Refused;
    }
}
