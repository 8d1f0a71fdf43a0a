using System.Text.Json;

namespace Headgate.Server.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Version_prints_the_version()
    {
        CommandRun run = await CommandRun.OfAsync("version");
        Assert.Equal((0, "headgate 0.1.0"), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task Schema_prints_JSON()
    {
        CommandRun run = await CommandRun.OfAsync("schema");
        Assert.Equal(0, run.ExitCode);
        Assert.True(JsonElement.Parse(run.Output).GetProperty("properties").TryGetProperty("providers", out _));
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("explain")]
    [InlineData("explain", "--model", "m", "--metadata", "x")]
    [InlineData("explain", "--model", "m", "--key", "nobody")]
    [InlineData("explain", "--model", "m", "--config", "no-such-file.yaml")]
    [InlineData("forecast")]
    [InlineData("serve", "--nonsense")]
    [InlineData("serve", "--log-format", "xml")]
    [InlineData("validate")]
    [InlineData("simulate", "--seed", "many")]
    [InlineData("keys", "create")]
    [InlineData("keys", "revoke")]
    [InlineData("prices", "show")]
    [InlineData("prices", "show", "openai/no-such-model")]
    public async Task What_is_not_understood_ends_with_1(params string[] args)
    {
        CommandRun run = await CommandRun.OfAsync(args);
        Assert.Equal(1, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Theory]
    [InlineData("50", "`budget.period` takes hour, day, week, month or total.")]
    [InlineData("50/year", "`budget.period` takes hour, day, week, month or total.")]
    [InlineData("x/month", "`budget.usd` takes an amount of dollars")]
    public async Task A_budget_that_is_none_makes_no_key(string budget, string message)
    {
        CommandRun run = await CommandRun.OfAsync("keys", "create", "--name", "x", "--budget", budget, "--data", _folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_names_every_error_with_its_place()
    {
        string file = _folder.Write("bad.yaml", "serve: {}\nproviders:\n  p: { type: nobody }\n");
        CommandRun run = await CommandRun.OfAsync("validate", file);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{file}:1:1", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{file}:3:", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Validate_says_what_it_would_serve()
    {
        string file = _folder.Write("good.yaml", "providers:\n  sim: { type: simulator }\nmodels:\n  chat: { targets: [{ model: sim/echo }] }\n");
        CommandRun run = await CommandRun.OfAsync("validate", file);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("chat", run.Output, StringComparison.Ordinal);
        Assert.Contains("sim", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_ends_with_1_on_a_bad_config()
    {
        CommandRun run = await CommandRun.OfAsync("serve", "--config", _folder.Write("bad.yaml", "serve: {}"), "--data", _folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("bad.yaml:1:1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_ends_with_2_when_its_address_is_taken()
    {
        await using GatewayHost other = await TestGateway.StartAsync(_folder);
        CommandRun run = await CommandRun.OfAsync(
            "serve", "--listen", other.Addresses[0].Text, "--admin", "http://127.0.0.1:0", "--data", _folder.File("second"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"cannot listen on {other.Addresses[0]}", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("second/admin.token")));
    }

    [Fact]
    public async Task Serve_ends_with_2_when_its_data_folder_is_in_use()
    {
        await using GatewayHost other = await TestGateway.StartAsync(_folder);
        CommandRun run = await CommandRun.OfAsync(
            "serve", "--listen", "http://127.0.0.1:0", "--admin", "http://127.0.0.1:0", "--data", other.DataFolder);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("in use", run.Error, StringComparison.Ordinal);
    }
}
