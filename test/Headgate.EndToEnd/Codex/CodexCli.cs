using System.Diagnostics;
using Headgate.EndToEnd.Sdk.Node;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Codex;

/// <summary>The Codex CLI as its users run it, with a home and a work folder of its own and nothing else of this machine's.</summary>
internal sealed class CodexCli : IDisposable
{
    private const string Script = "Codex/node_modules/@openai/codex/bin/codex.js";

    private readonly TemporaryFolder _folder = new();

    public CodexCli(string baseUrl, bool overSockets)
    {
        Home = Directory.CreateDirectory(Path.Combine(_folder.Path, "home")).FullName;
        Work = Directory.CreateDirectory(Path.Combine(_folder.Path, "work")).FullName;
        File.WriteAllText(Path.Combine(Home, "config.toml"), $"""
            model_provider = "headgate"
            check_for_update_on_startup = false
            [analytics]
            enabled = false
            [model_providers.headgate]
            name = "Headgate"
            base_url = "{baseUrl}/v1"
            env_key = "HEADGATE_KEY"
            wire_api = "responses"
            supports_websockets = {(overSockets ? "true" : "false")}
            """);
    }

    /// <summary>Where it works.</summary>
    public string Work { get; }

    private string Home { get; }

    /// <summary>Has it do one thing, alone and without asking, and gives the last message of its model.</summary>
    public async Task<string> ExecAsync(string model, string prompt)
    {
        string answer = Path.Combine(_folder.Path, "answer.txt");
        // The command is the test's own; the sandbox would want of the machine what not every one allows.
        ProcessStartInfo start = new(
            "node",
            [
                Path.Combine(NodeRunner.Folder, Script), "exec", "--skip-git-repo-check", "--sandbox", "danger-full-access",
                "--model", model, "--output-last-message", answer, prompt,
            ])
        {
            WorkingDirectory = Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = start.Environment["CODEX_HOME"] = Home;
        start.Environment["HEADGATE_KEY"] = GatewayConfig.Key;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var limit = Bound.Token();
        await using var killed = limit.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"codex ended with {process.ExitCode}: {output}{await errors}");
        return await File.ReadAllTextAsync(answer, limit);
    }

    public void Dispose() => _folder.Dispose();
}
