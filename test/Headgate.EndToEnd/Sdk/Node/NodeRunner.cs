using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Sdk.Node;

/// <summary>Runs all scenarios of one npm SDK in one Node process, once per world, and keeps what each printed.</summary>
internal static class NodeRunner
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private static readonly ConcurrentDictionary<(string, World), Lazy<Task<Dictionary<string, NodeResult>>>> Runs = new();

    /// <summary>Where the scripts are.</summary>
    public static string Folder { get; } = typeof(NodeRunner).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "NodeFolder").Value!;

    public static Task<Dictionary<string, NodeResult>> ResultsAsync(string sdk, World world) =>
        Runs.GetOrAdd((sdk, world), key => new(() => RunAsync(key.Item1, key.Item2))).Value;

    private static async Task<Dictionary<string, NodeResult>> RunAsync(string sdk, World world)
    {
        using var process = Process.Start(new ProcessStartInfo("node", ["runner.mjs", sdk])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["BASE_URL"] = world.BaseUrl,
                ["API_KEY"] = world.Key,
                ["WORLD"] = world.Name,
                ["LEFT_OUT"] = string.Join(' ', world.LeftOut),
                ["OPENAI_MODELS"] = world.OpenAIModel(""),
                ["CLAUDE_MODELS"] = world.ClaudeModel(""),
                ["GEMINI_MODELS"] = world.GeminiModel(""),
            },
        })!;
        var limit = Bound.Token();
        await using var killed = limit.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"node ended with {process.ExitCode}: {await errors}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<NodeResult>(line, Web)!)
            .ToDictionary(result => result.Name);
    }
}
