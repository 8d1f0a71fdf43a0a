using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Headgate.Server.Tests.Commands;

public sealed class UsageCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_says_the_same_of_a_gateway_that_runs_and_of_its_folder_afterwards()
    {
        string data = _folder.File("data");
        string running;
        await using (GatewayHost gateway = await TestGateway.StartAsync(_folder))
        {
            await CallAsync(gateway);
            await gateway.Records.FlushAsync(TestContext.Current.CancellationToken);
            running = (await RunAsync("--by", "model", "--since", "1h", "--data", data, "--json")).Output;
        }

        CommandRun stored = await RunAsync("--by", "model", "--since", "1h", "--data", data, "--json");

        JsonElement row = Assert.Single(JsonElement.Parse(running).EnumerateArray());
        Assert.Equal(("sim/echo", 1), (row.GetProperty("model").GetString(), row.GetProperty("requests").GetInt32()));
        Assert.Equal(running, stored.Output);
    }

    [Fact]
    public async Task People_get_a_table_with_the_time_where_there_are_buckets()
    {
        await using (GatewayHost gateway = await TestGateway.StartAsync(_folder))
        {
            await CallAsync(gateway);
        }

        string data = _folder.File("data");
        Assert.Matches("^KEY +REQUESTS +INPUT +OUTPUT +USD +UNPRICED\nfirst-start +1 ", (await RunAsync("--data", data)).Output);
        Assert.Matches("^TIME +TEAM .*\n[0-9-]{10} 00:00Z +- +1 ", (await RunAsync("--by", "team", "--bucket", "day", "--data", data)).Output);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_with_words()
    {
        CommandRun run = await RunAsync("--by", "colour", "--data", _folder.File("data"));
        Assert.Equal((1, true), (run.ExitCode, run.Error.Contains("`by` takes", StringComparison.Ordinal)));
        Assert.Equal(1, (await RunAsync("--until", "tomorrow", "--data", _folder.File("data"))).ExitCode);
    }

    private static Task<CommandRun> RunAsync(params string[] args) => CommandRun.OfAsync(["usage", .. args]);

    private static async Task CallAsync(GatewayHost gateway)
    {
        using HttpClient client = new() { BaseAddress = gateway.Addresses[0].Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", gateway.FirstStart.VirtualKey!);
        using StringContent body = new("""{"model":"sim/echo","messages":[{"role":"user","content":"Hello"}]}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage reply = await client.PostAsync("/v1/chat/completions", body, TestContext.Current.CancellationToken);
        reply.EnsureSuccessStatusCode();
    }
}
