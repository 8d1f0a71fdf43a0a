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
    public async Task What_a_body_asks_for_is_looked_up_in_it()
    {
        string config = _folder.Write(
            "headgate.yaml",
            """
            providers: { openai: { type: openai, api_key: sk-one-0123456789 } }
            models:
              chat:
                targets:
                  - { model: openai/a, without: images }
                  - { model: openai/b, without: structured_output }
                  - { model: openai/c, when: { request.parameters.temperature: { gt: 1 } } }
                  - { model: openai/d, context_window: 10 }
                  - { model: openai/e, when: { request.parameters.temperature: { lt: 1 }, stream: true, input_tokens: { gt: 10 } } }
            """);
        string body = _folder.Write(
            "body.json",
            """
            {"model":"another","stream":true,"temperature":0.5,"response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object"}}},
            "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://a.test/a.png"}}]}]}
            """);
        CommandRun run = await CommandRun.OfAsync("explain", "--model", "chat", "--request", body, "--json", "--config", config);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            ["ability", "ability", "condition", "context_window", null],
            JsonElement.Parse(run.Output).GetProperty("alias").GetProperty("candidates").EnumerateArray().Select(entry => entry.GetProperty("out").GetString()));
    }

    [Theory]
    [InlineData("[]", "`request` is a JSON object.")]
    [InlineData("{", "body.json is no JSON.")]
    [InlineData(null, "body.json cannot be read.")]
    public async Task A_body_that_is_none_is_refused(string? body, string why)
    {
        string path = Path.Combine(_folder.Path, "body.json");
        if (body is not null)
        {
            _folder.Write("body.json", body);
        }

        CommandRun run = await CommandRun.OfAsync("explain", "--model", "chat", "--request", path, "--config", _folder.Write("headgate.yaml", Yaml));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
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
