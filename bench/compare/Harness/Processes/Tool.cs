using System.Diagnostics;

namespace Headgate.Compare.Harness.Processes;

/// <summary>Programs that run, print and end.</summary>
internal static class Tool
{
    /// <summary>Runs a program and returns what it printed. One that fails is an exception: nothing can be measured without it.</summary>
    public static async Task<string> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output + await errors
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }

    /// <summary>The last line that is a JSON object: what wrk's script and the load generator end with.</summary>
    public static string LastJsonLine(string output) =>
        output.Split('\n').Last(line => line.StartsWith('{'));
}
