using System.Diagnostics;
using Headgate.EndToEnd.Worlds;
using Headgate.Gateway.Stores;
using Headgate.Simulator;
using Microsoft.Data.Sqlite;

namespace Headgate.EndToEnd.Processes;

/// <summary>Somebody else holds the database: traffic does not notice, and what was to be written is written once it is free.</summary>
public sealed class LockedDatabaseTests
{
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10); // the other tests run beside this one

    [Fact]
    public async Task Traffic_goes_on_and_no_row_is_lost()
    {
        await using var simulator = await SimulatorServer.StartAsync();
        await using var gateway = await TestGateway.StartAsync(GatewayConfig.Head(simulator.BaseAddress));
        using var client = new HttpClient();
        await AskAsync(client, gateway);
        await RowsAsync(gateway, 1);

        var asked = 1;
        var locks = Directory.EnumerateFiles(gateway.DataFolder, "*.db", SearchOption.AllDirectories).Select(Lock).ToList();
        for (var since = Stopwatch.StartNew(); since.Elapsed < Held; asked++)
        {
            await AskAsync(client, gateway);
            await Task.Delay(Pause, CancellationToken.None);
        }

        var whileLocked = await gateway.Log.CountAsync(new RequestQuery(), Bound.Token());
        locks.ForEach(held => held.Dispose());

        Assert.NotEmpty(locks);
        Assert.Equal(1, whileLocked);
        Assert.True(asked > 100, $"Only {asked} calls passed.");
        await RowsAsync(gateway, asked);
    }

    private static async Task AskAsync(HttpClient client, TestGateway gateway)
    {
        using var request = TestCall.To(gateway.BaseUrl, "/v1/chat/completions", TestCall.Chat("openai/echo"));
        using var response = await client.SendAsync(request, Bound.Token());
        Assert.Equal(200, (int)response.StatusCode);
    }

    private static Task RowsAsync(TestGateway gateway, long rows) => Bound.UntilAsync(
        $"{rows} rows", async limit => await gateway.Log.CountAsync(new RequestQuery(), limit) == rows);

    private static SqliteConnection Lock(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        return connection;
    }
}
