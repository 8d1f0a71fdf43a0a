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
                "  tier priority, input 3.5/1M, cache_read 0.875/1M, output 14/1M",
                "  tier batch: tokens × 0.5",
                "  tier flex: tokens × 0.5",
            ],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')));
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
