using Headgate.Simulator;

namespace Headgate.Server.Tests.Commands;

public sealed class ProvidersCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SimulatorServer _vendor = null!;

    public async ValueTask InitializeAsync() => _vendor = await SimulatorServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _vendor.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_credential_is_told_to_work_or_why_it_does_not()
    {
        CommandRun run = await TestAsync();
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Matches(@"^PROVIDER +CREDENTIAL +CALL +MS +RESULT$", lines[0]);
        Assert.Matches(@"^claude +claude#[0-9a-f]{8} +GET models +\d+ +works$", lines[1]);
        Assert.Matches(@"^openai +openai#[0-9a-f]{8} +GET models +\d+ +works$", lines[2]);
        Assert.Matches(@"^openai +openai#[0-9a-f]{8} +GET models +\d+ +fails: The provider answered 401 ", lines[3]);
        Assert.DoesNotContain("0123456789", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_provider_is_tested_alone_and_a_strange_one_is_named()
    {
        CommandRun run = await TestAsync("claude");
        Assert.Equal((0, false), (run.ExitCode, run.Output.Contains("openai#", StringComparison.Ordinal)));

        CommandRun strange = await TestAsync("nobody");
        Assert.Equal((1, "The config has no provider 'nobody' that could be called."), (strange.ExitCode, strange.Error.Trim()));
    }

    [Fact]
    public async Task A_config_that_is_wrong_names_its_errors()
    {
        CommandRun run = await CommandRun.OfAsync("providers", "test", "--config", _folder.Write("bad.yaml", "serve: {}"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("bad.yaml:1:1", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> TestAsync(params string[] name) => CommandRun.OfAsync(
        [
            "providers", "test", .. name, "--config", _folder.Write("headgate.yaml",
                $$"""
                providers:
                  claude: { type: anthropic, base_url: "{{_vendor.BaseAddress}}v1", api_key: good-0123456789 }
                  openai: { type: openai, base_url: "{{_vendor.BaseAddress}}v1", api_keys: [good-0123456789, bad-0123456789] }
                  sim: { type: simulator }
                """),
        ]);
}
