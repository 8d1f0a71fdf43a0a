using Headgate.EndToEnd.Worlds;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Departure;

/// <summary>
/// A client that leaves takes its upstream call with it, whatever that call is at; nothing more is begun, and one record says so.
/// </summary>
public sealed class DepartureTests(DepartureWorld world) : IClassFixture<DepartureWorld>
{
    [Theory]
    [InlineData("held", true, 499)]
    [InlineData("held", false, 499)]
    [InlineData("held-first", true, 499)]
    [InlineData("held-first", false, 499)]
    [InlineData("held-after-5", false, 499)]
    [InlineData("held-after-5", true, 200)]
    [InlineData("claude-held", true, 499)]
    [InlineData("claude-held", false, 499)]
    [InlineData("claude-held-first", true, 499)]
    [InlineData("claude-held-after-5", true, 200)]
    [InlineData("held", true, 499, true)]
    [InlineData("held", false, 499, true)]
    [InlineData("held-first", true, 499, true)]
    [InlineData("held-after-5", false, 499, true)]
    [InlineData("held-after-5", true, 200, true)]
    [InlineData("claude-held", true, 499, true)]
    [InlineData("claude-held", false, 499, true)]
    [InlineData("claude-held-first", true, 499, true)]
    [InlineData("claude-held-after-5", false, 499, true)]
    [InlineData("claude-held-after-5", true, 200, true)]
    public async Task Pitfall_14_the_vendor_sees_the_client_leave(string model, bool stream, int status, bool isTranslated = false)
    {
        var session = Guid.CreateVersion7().ToString();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Bound.Token());
        var begun = new TaskCompletionSource();
        var asking = AskAsync(model, stream, session, leaving.Token, begun, isTranslated);
        var call = await world.Simulator.NextCallAsync(call => call.Header("x-client-request-id") == session, Bound.Token());
        await call.WhenAsync(call => call.State == CallState.Held, Bound.Token());
        if (status == 200)
            await begun.Task.WaitAsync(Bound.Token());

        await leaving.CancelAsync();

        await call.ClientLeft.WaitAsync(Bound.Token());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        var record = await OnlyRecordAsync(session);
        Assert.Equal((status, "client_closed"), (record.Status, record.Code));
        Assert.Equal(["client_closed"], record.Attempts.Select(attempt => attempt.Fault));
        Assert.Single(world.Simulator.Calls, call => call.Header("x-client-request-id") == session);
    }

    [Fact]
    public async Task Leaving_while_connecting_begins_nothing_more()
    {
        var session = Guid.CreateVersion7().ToString();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Bound.Token());
        var asking = AskAsync("connecting", stream: true, session, leaving.Token);
        await Bound.UntilAsync("the gateway to be connecting", _ => Task.FromResult(world.Connecting() > 0));

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        var record = await OnlyRecordAsync(session);
        Assert.Equal((499, "client_closed"), (record.Status, record.Code));
        Assert.DoesNotContain(world.Simulator.Calls, call => call.Header("x-client-request-id") == session);
    }

    [Fact]
    public async Task Leaving_while_backing_off_begins_nothing_more()
    {
        var session = Guid.CreateVersion7().ToString();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Bound.Token());
        var asking = AskAsync("backing-off", stream: false, session, leaving.Token);
        var call = await world.Simulator.NextCallAsync(call => call.Header("x-client-request-id") == session, Bound.Token());
        await call.Completed.WaitAsync(Bound.Token());

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        var record = await OnlyRecordAsync(session);
        Assert.Equal((499, "client_closed"), (record.Status, record.Code));
        Assert.Single(record.Attempts);
        Assert.Single(world.Simulator.Calls, call => call.Header("x-client-request-id") == session);
    }

    [Fact]
    public async Task Leaving_while_queueing_begins_nothing()
    {
        var (first, second) = (Guid.CreateVersion7().ToString(), Guid.CreateVersion7().ToString());
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Bound.Token());
        var served = AskAsync("queueing", stream: false, first, Bound.Token());
        var call = await world.Simulator.NextCallAsync(call => call.Header("x-client-request-id") == first, Bound.Token());
        await call.WhenAsync(call => call.State == CallState.Held, Bound.Token());
        var before = world.Gateway.OpenRequests;
        var asking = AskAsync("queueing", stream: true, second, leaving.Token);
        await Bound.UntilAsync("the second to be there", _ => Task.FromResult(world.Gateway.OpenRequests > before));

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        var record = await OnlyRecordAsync(second);
        Assert.Equal((499, "client_closed"), (record.Status, record.Code));
        Assert.Empty(record.Attempts);
        call.Release();
        await served;
        Assert.DoesNotContain(world.Simulator.Calls, call => call.Header("x-client-request-id") == second);
    }

    private async Task AskAsync(
        string model, bool stream, string session, CancellationToken leaving, TaskCompletionSource? begun = null, bool isTranslated = false)
    {
        var isClaude = model.StartsWith("claude", StringComparison.Ordinal) != isTranslated;
        using var request = TestCall.To(
            world.Gateway.BaseUrl,
            isClaude ? "/v1/messages" : "/v1/chat/completions",
            isClaude ? TestCall.Message(model, stream: stream) : TestCall.Chat(model, stream: stream));
        request.Headers.Add("x-client-request-id", session);
        request.Headers.Add("x-headgate-session", session);
        using var response = await world.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving);
        begun?.SetResult();
        await response.Content.ReadAsByteArrayAsync(leaving);
    }

    /// <summary>The request's record; there must be one, and not two.</summary>
    private async Task<RequestRecord> OnlyRecordAsync(string session)
    {
        var page = await Bound.UntilAsync("the record", async limit =>
        {
            var page = await world.Gateway.Log.QueryAsync(new RequestQuery { Session = session }, limit);
            return page.Items.IsEmpty ? null : page;
        });
        return Assert.Single(page.Items);
    }
}
