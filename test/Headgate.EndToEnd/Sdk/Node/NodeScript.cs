using System.Diagnostics;

namespace Headgate.EndToEnd.Sdk.Node;

/// <summary>A script for Node that checks what it sees itself: it ends with 0, or says on standard error what it met.</summary>
internal static class NodeScript
{
    public static async Task RunAsync(string name, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("node", [name])
        {
            WorkingDirectory = NodeRunner.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        using var process = Process.Start(start)!;
        var limit = Bound.Token();
        await using var killed = limit.Register(() => process.Kill(entireProcessTree: true));
        var errors = await process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, errors);
    }
}
