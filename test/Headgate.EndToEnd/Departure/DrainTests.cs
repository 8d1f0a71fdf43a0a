using Headgate.EndToEnd.Worlds;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Departure;

/// <summary>Where calls may go on without their clients, they are read to their end and paid for by what they used.</summary>
public sealed class DrainTests(DrainWorld world) : IClassFixture<DrainWorld>
{
    private readonly string _session = Guid.CreateVersion7().ToString();

    [Theory]
    [InlineData("openai/hold", "/v1/chat/completions", false, 499)]
    [InlineData("openai/hold-after-5", "/v1/chat/completions", true, 200)]
    [InlineData("claude/hold", "/v1/chat/completions", false, 499)]
    [InlineData("claude/hold-after-5", "/v1/chat/completions", true, 200)]
    [InlineData("openai/hold", "/v1/messages", true, 499)]
    [InlineData("claude/hold-after-5", "/v1/messages", true, 200)]
    public async Task The_vendor_does_not_see_the_client_leave(string model, string path, bool stream, int status)
    {
        var call = await LeaveAsync(world.Gateway, model, path, stream, status == 200);

        call.Release();
        await call.Completed.WaitAsync(Bound.Token());

        var record = await RecordAsync(world.Gateway);
        Assert.Equal((status, "client_closed", true, false), (record.Status, record.Code, record.IsDrained, record.IsEstimated));
        Assert.True(record.Usage is { Input: > 0, Output: > 0 });
        Assert.False(call.ClientLeft.IsCompleted);
        await Bound.UntilAsync("no call without a client", _ => Task.FromResult(world.Gateway.OpenWithoutClients == 0));
    }

    [Fact]
    public async Task A_gateway_that_ends_waits_for_no_vendor()
    {
        using var folder = new TemporaryFolder();
        var gateway = await TestGateway.StartAsync(world.Yaml, folder.Path);
        var call = await LeaveAsync(gateway, "openai/hold-after-5", "/v1/chat/completions", stream: true, hasBegun: true);

        await gateway.DisposeAsync();

        await call.ClientLeft.WaitAsync(Bound.Token());
        await using var next = await TestGateway.StartAsync(world.Yaml, folder.Path);
        var record = await RecordAsync(next);
        Assert.Equal((200, "client_closed", false, true), (record.Status, record.Code, record.IsDrained, record.IsEstimated));
    }

    /// <summary>Asks, and leaves while the vendor holds its answer back.</summary>
    /// <returns>The vendor's call, once the gateway goes on with it for nobody.</returns>
    private async Task<SimulatedCall> LeaveAsync(TestGateway gateway, string model, string path, bool stream, bool hasBegun)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Bound.Token());
        var begun = new TaskCompletionSource();
        var asking = AskAsync(gateway, model, path, stream, begun, leaving.Token);
        var call = await world.Simulator.NextCallAsync(call => call.Header("x-client-request-id") == _session, Bound.Token());
        await call.WhenAsync(call => call.State == CallState.Held, Bound.Token());
        if (hasBegun)
            await begun.Task.WaitAsync(Bound.Token());

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await Bound.UntilAsync("a call without a client", _ => Task.FromResult(gateway.OpenWithoutClients == 1));
        return call;
    }

    private async Task AskAsync(
        TestGateway gateway, string model, string path, bool stream, TaskCompletionSource begun, CancellationToken leaving)
    {
        using var request = TestCall.To(
            gateway.BaseUrl, path, path.EndsWith("messages", StringComparison.Ordinal)
                ? TestCall.Message(model, stream: stream)
                : TestCall.Chat(model, stream: stream));
        request.Headers.Add("x-client-request-id", _session);
        request.Headers.Add("x-headgate-session", _session);
        using var response = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving);
        begun.SetResult();
        await response.Content.ReadAsByteArrayAsync(leaving);
    }

    private async Task<RequestRecord> RecordAsync(TestGateway gateway)
    {
        var page = await Bound.UntilAsync("the record", async limit =>
        {
            var page = await gateway.Log.QueryAsync(new RequestQuery { Session = _session }, limit);
            return page.Items.IsEmpty ? null : page;
        });
        return Assert.Single(page.Items);
    }
}
