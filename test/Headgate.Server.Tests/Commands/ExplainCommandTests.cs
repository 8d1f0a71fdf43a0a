using System.Text.Json;

namespace Headgate.Server.Tests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private const string Yaml =
        """
        providers:
          openai: { type: openai, api_keys: [sk-one-0123456789, sk-two-0123456789] }
          claude: { type: anthropic, api_key: sk-ant-0123456789 }
        models:
          chat:
            targets:
              - { model: openai/gpt-5, when: { request.metadata.tier: pro } }
              - { model: spread }
              - { model: claude/claude-haiku-4-5, without: tools }
          spread:
            split: { by: session, salt: s }
            targets:
              - { model: openai/gpt-5-mini, weight: 3, variant: mini }
              - { model: openai/gpt-5-nano, weight: 0, variant: nano }
        keys: [ { name: ci, key: hg-0123456789012345678901234567890123456789012, models: [chat] } ]
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_config_is_explained_with_all_targets_healthy()
    {
        CommandRun run = await CommandRun.OfAsync(
            "explain", "--model", "chat", "--key", "ci", "--tools", "--session", "s1", "--config", _folder.Write("headgate.yaml", Yaml));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal("openai/gpt-5-mini is called first; 4 to try, at most 6 calls", lines[0]);
        Assert.Equal("dealt mini, with a probability of 1", lines[1]);
        Assert.Equal(
            [
                "ORDER CANDIDATE CREDENTIAL SCORE SHARE STANDING",
                "- chat (priority) - - - -",
                "- openai/gpt-5 - - - out: does not hold: request.metadata.tier is pro",
                "- spread (split by session) - - - in",
                "1 openai/gpt-5-mini openai# - 1 in",
                "2 openai/gpt-5-mini openai# - 1 in",
                "3 openai/gpt-5-nano openai# - 0 in",
                "4 openai/gpt-5-nano openai# - 0 in",
                "- claude/claude-haiku-4-5 - - - out: is without tools",
            ],
            lines[3..^1].Select(Cells));
        Assert.DoesNotContain("sk-", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_protocol_and_JSON_are_heard()
    {
        CommandRun run = await CommandRun.OfAsync(
            "explain", "--model", "chat", "--metadata", "tier=free", "--metadata", "tier=pro", "--protocol", "messages", "--json",
            "--config", _folder.Write("headgate.yaml", Yaml));
        JsonElement first = JsonElement.Parse(run.Output).GetProperty("plan")[0];
        Assert.Equal(("openai/gpt-5", "chat"), (first.GetProperty("target").GetString(), first.GetProperty("translated_to").GetString()));
    }

    [Fact]
    public async Task What_the_client_would_be_told_is_shown()
    {
        CommandRun run = await CommandRun.OfAsync("explain", "--model", "spread", "--key", "ci", "--config", _folder.Write("headgate.yaml", Yaml));
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("refused with 403 model_not_allowed: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_config_that_is_wrong_names_its_errors()
    {
        CommandRun run = await CommandRun.OfAsync("explain", "--model", "chat", "--config", _folder.Write("bad.yaml", "serve: {}"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("bad.yaml:1:1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_that_runs_on_the_data_folder_is_asked_unless_a_config_is_given()
    {
        await using GatewayHost gateway = await TestGateway.StartAsync(_folder);
        string[] ask = ["explain", "--model", "sim/echo", "--data", gateway.DataFolder];
        CommandRun asked = await CommandRun.OfAsync([.. ask, "--key", "first-start"]);
        Assert.StartsWith("sim/echo is called first; 1 to try, ", asked.Output, StringComparison.Ordinal);

        CommandRun written = await CommandRun.OfAsync([.. ask, "--config", _folder.Write("other.yaml", Yaml)]);
        Assert.StartsWith("refused with 404 model_not_found: ", written.Output, StringComparison.Ordinal);
    }

    /// <summary>Without the width of the columns, nor the digests of credentials.</summary>
    private static string Cells(string line) => string.Join(
        ' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(cell => cell.StartsWith("openai#", StringComparison.Ordinal) ? "openai#" : cell));
}
