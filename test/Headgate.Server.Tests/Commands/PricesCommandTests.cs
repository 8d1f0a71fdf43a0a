namespace Headgate.Server.Tests.Commands;

public class PricesCommandTests
{
    [Fact]
    public async Task A_vendors_model_is_shown_with_every_step_and_tier()
    {
        CommandRun run = await CommandRun.OfAsync("prices", "show", "openai/o3");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "openai/o3",
                "  web_search 10/1k",
                "  input 10/1M, cache_read 0.5/1M, output 40/1M",
                "  from 2025-06-10, input 2/1M, cache_read 0.5/1M, output 8/1M",
                "  tier batch: tokens × 0.5",
                "  tier flex: tokens × 0.5",
            ],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')));
    }

    [Fact]
    public async Task A_list_of_prices_becomes_a_file_that_the_config_takes()
    {
        string folder = Directory.CreateTempSubdirectory("headgate-prices-").FullName;
        string list = Path.Combine(folder, "list.json");
        string prices = Path.Combine(folder, "prices.json");
        string config = Path.Combine(folder, "headgate.yaml");
        await File.WriteAllTextAsync(
            list,
            """{"openai":{"models":{"gpt-x":{"cost":{"input":1,"output":2}}}},"nobody":{"models":{"m":{"cost":{"input":1}}}}}""",
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(config, "pricing: prices.json", TestContext.Current.CancellationToken);

        CommandRun run = await CommandRun.OfAsync("prices", "import", list, "--output", prices);

        Assert.Equal((0, $"{prices}: 1 models of 1 vendors\n"), (run.ExitCode, run.Output.ReplaceLineEndings("\n")));
        Assert.Equal("left out, for Headgate knows no such vendor: nobody\n", run.Error.ReplaceLineEndings("\n"));
        Assert.Equal(0, (await CommandRun.OfAsync("validate", config)).ExitCode);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no json")]
    [InlineData("""[{"id":"openai","models":[{"id":"x"}]}]""")]
    public async Task What_is_no_list_of_prices_is_refused_and_nothing_is_written(string text)
    {
        string list = Path.GetTempFileName();
        await File.WriteAllTextAsync(list, text, TestContext.Current.CancellationToken);

        CommandRun run = await CommandRun.OfAsync("prices", "import", list, "--output", list + ".out");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(list, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(list + ".out"));
        File.Delete(list);
    }

    [Fact]
    public async Task Conditions_of_size_and_time_are_shown()
    {
        Assert.Contains("  above 200000 input tokens, input 6/1M", (await CommandRun.OfAsync("prices", "show", "anthropic/claude-sonnet-4-5")).Output);
        Assert.Contains("  00:30-16:30 UTC, input 0.27/1M", (await CommandRun.OfAsync("prices", "show", "deepseek/deepseek-chat")).Output);
    }

    [Fact]
    public async Task A_model_without_a_vendor_is_shown_once_at_each_vendor_that_has_it()
    {
        CommandRun run = await CommandRun.OfAsync("prices", "show", "gpt-5-mini");
        string[] models = [.. run.Output.Split('\n').Where(line => line.EndsWith("/gpt-5-mini", StringComparison.Ordinal))];
        Assert.Contains("openai/gpt-5-mini", models);
        Assert.Equal(models.Distinct(), models);
    }
}
