using System.Text;
using Headgate.Simulator.Calls;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Simulator.Tests.Calls;

public sealed class CallTests
{
    private const string Chat = "/v1/chat/completions";

    private static string Body(string model, bool stream = false) =>
        $$"""{"model":"{{model}}","messages":[{"role":"user","content":"one two three"}],"stream":{{(stream ? "true" : "false")}}}""";

    [Fact]
    public async Task Are_recorded_byte_for_byte()
    {
        await using var rig = await Rig.StartAsync();
        var body = Body("echo").Replace(":", "  : ", StringComparison.Ordinal);
        await rig.PostAsync(Chat + "?x=%20y", body);
        var call = Assert.Single(rig.Server.Calls);
        Assert.Equal(1, call.Sequence);
        Assert.Equal("POST", call.Method);
        Assert.Equal(Chat + "?x=%20y", call.PathAndQuery);
        Assert.Equal(body, Encoding.UTF8.GetString(call.Body.Span));
        Assert.Equal(body.Length, call.BodyBytes);
        Assert.Equal("Bearer sk-good", call.Headers["authorization"]);
        Assert.Null(call.Header("x-none"));
        await call.Completed.WaitAsync(rig.Bound);
        Assert.Equal(CallState.Finished, call.State);
        Assert.Equal(200, call.Status);
        Assert.Null(call.Failure);
    }

    [Fact]
    public async Task Are_handed_out_once_whether_they_came_before_or_come_after()
    {
        await using var rig = await Rig.StartAsync();
        await rig.PostAsync(Chat, Body("echo"));
        await rig.PostAsync(Chat, Body("lorem-2"));
        Assert.Equal("lorem-2", (await rig.Server.NextCallAsync(c => c.Model == "lorem-2", rig.Bound)).Model);
        Assert.Equal("echo", (await rig.NextCallAsync()).Model);
        var next = rig.NextCallAsync();
        Assert.False(next.IsCompleted);
        await rig.PostAsync(Chat, Body("lorem-3"));
        Assert.Equal(3, (await next).Sequence);
    }

    [Fact]
    public async Task Are_known_by_their_model_from_the_moment_they_arrive()
    {
        await using var rig = await Rig.StartAsync();
        var next = rig.Server.NextCallAsync(c => c is { Model: "lorem-2", IsStream: true }, rig.Bound);
        await rig.PostAsync(Chat, Body("lorem-2", stream: true));
        Assert.Equal(1, (await next).Sequence);
    }

    [Fact]
    public async Task Are_not_harmed_by_a_condition_that_throws()
    {
        await using var rig = await Rig.StartAsync();
        var next = rig.Server.NextCallAsync(_ => throw new FormatException(), rig.Bound);
        Assert.Equal(200, (await rig.PostAsync(Chat, Body("echo"))).Status);
        await Assert.ThrowsAsync<FormatException>(() => next);
    }

    [Theory]
    [InlineData("hold", true, 0)]
    [InlineData("hold-first", true, 1)]
    [InlineData("hold-after-5", true, 5)]
    [InlineData("hold", false, 0)]
    [InlineData("hold-first", false, 0)]
    [InlineData("hold-after-5", false, 0)]
    public async Task Wait_where_they_are_held_until_released(string model, bool stream, int eventsBefore)
    {
        await using var rig = await Rig.StartAsync();
        var sending = rig.PostAsync(Chat, Body(model, stream));
        var call = await rig.NextCallAsync();
        await call.WhenAsync(c => c.State == CallState.Held, rig.Bound);
        Assert.Equal(eventsBefore, call.EventsWritten);
        Assert.Equal(1, rig.Server.OpenCalls);
        Assert.Equal(model == "hold" || (model == "hold-first" && !stream), call.Status is null);
        call.Release();
        Assert.Equal(200, (await sending).Status);
        await rig.Server.IdleAsync(rig.Bound);
    }

    [Fact]
    public async Task Go_on_by_themselves_when_nobody_releases_them_in_time()
    {
        var clock = new FakeTimeProvider();
        await using var rig = await Rig.StartAsync(new SimulatorOptions { TimeProvider = clock });
        var sending = rig.PostAsync(Chat, Body("hold"));
        await (await rig.NextCallAsync()).WhenAsync(c => c.State == CallState.Held, rig.Bound);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await sending).Status);
    }

    [Fact]
    public async Task Show_how_many_events_were_written_and_that_the_caller_left_amid_them()
    {
        await using var rig = await Rig.StartAsync();
        var response = await rig.SendAsync(Chat, Body("hold-after-3-lorem-100", stream: true));
        var call = await rig.NextCallAsync();
        await call.WhenAsync(c => c.EventsWritten >= 3, rig.Bound);
        response.Dispose();
        await call.ClientLeft.WaitAsync(rig.Bound);
        await call.Completed.WaitAsync(rig.Bound);
        Assert.Equal(2, call.OutputTokens);
        Assert.Equal(new ModelTotals(1, 3, 0, 0, 2), rig.Server.Totals["hold-after-3-lorem-100"]);
    }

    [Fact]
    public async Task Are_billed_alike_streamed_and_not_and_free_when_refused()
    {
        await using var rig = await Rig.StartAsync();
        foreach (var path in new[] { Chat, "/v1/messages", "/v1/responses" })
        {
            foreach (var stream in new[] { "true", "false" })
            {
                await rig.PostAsync(path, $$"""
                    {"model":"reasoning-cached-tools","max_tokens":500,"stream":{{stream}},"input":"one two three",
                    "messages":[{"role":"user","content":"one two three"}]}
                    """);
            }
        }

        await rig.PostAsync(Chat, Body("status-500"));
        await rig.Server.IdleAsync(rig.Bound);
        var (model, totals) = Assert.Single(rig.Server.Totals);
        Assert.Equal("reasoning-cached-tools", model);
        Assert.Equal((6, 18, 6000, 600), (totals.Calls, totals.InputTokens, totals.CacheReadTokens, totals.CacheWriteTokens));
        Assert.Equal(rig.Server.Calls[0].OutputTokens * 6, totals.OutputTokens);
    }

    [Fact]
    public async Task Are_remembered_within_bounds()
    {
        await using var rig = await Rig.StartAsync(new SimulatorOptions { MaxRecordedCalls = 3, MaxRecordedBodyBytes = 10 });
        for (var i = 0; i < 5; i++)
            await rig.PostAsync(Chat, Body("echo"));
        Assert.Equal([3, 4, 5], rig.Server.Calls.Select(c => c.Sequence));
        Assert.Equal(10, rig.Server.Calls[0].Body.Length);
        Assert.Equal(Body("echo").Length, rig.Server.Calls[0].BodyBytes);
        Assert.Equal(3, (await rig.NextCallAsync()).Sequence);
    }

    [Fact]
    public async Task Can_be_read_released_and_cleared_over_HTTP()
    {
        await using var rig = await Rig.StartAsync();
        await rig.PostAsync(Chat, Body("echo"));
        var sending = rig.PostAsync(Chat, Body("hold"));
        await rig.Server.NextCallAsync(c => c.Model == "hold", rig.Bound);
        var listed = (await rig.GetAsync("/_simulator/calls?since=1")).Json;
        Assert.Equal(1, listed.NumberAt("open"));
        var call = Assert.Single(listed.At("calls").EnumerateArray());
        Assert.Equal(Body("hold"), Encoding.UTF8.GetString(call.At("body").GetBytesFromBase64()));
        Assert.Equal("Bearer sk-good", call.TextAt("headers.Authorization"));
        Assert.Equal(204, (await rig.PostAsync($"/_simulator/calls/{call.TextAt("id")}/release", "")).Status);
        Assert.Equal(200, (await sending).Status);
        await rig.Server.IdleAsync(rig.Bound);
        Assert.Equal(3, (await rig.GetAsync("/_simulator/account")).Json.NumberAt("models.echo.output_tokens"));
        using var cleared = await rig.Client.DeleteAsync("/_simulator/calls", rig.Bound);
        Assert.Empty((await rig.GetAsync("/_simulator/calls")).Json.At("calls").EnumerateArray());
        Assert.Equal(404, (await rig.GetAsync("/_simulator/else")).Status);
    }

    [Fact]
    public async Task Give_the_same_answers_under_the_same_seed()
    {
        Assert.Equal(await TranscriptAsync(5), await TranscriptAsync(5));
        Assert.NotEqual(await TranscriptAsync(5), await TranscriptAsync(6));
    }

    [Fact]
    public async Task Run_by_the_hundred()
    {
        await using var rig = await Rig.StartAsync();
        var streams = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => rig.StreamAsync(Chat, Body("lorem-100", stream: true))));
        Assert.All(streams, events => Assert.Equal(103, events.Count));
        await rig.Server.IdleAsync(rig.Bound);
        Assert.Equal(30_000, rig.Server.Totals["lorem-100"].OutputTokens);
    }

    private static async Task<string> TranscriptAsync(long seed)
    {
        await using var rig = await Rig.StartAsync(new SimulatorOptions { Seed = seed, TimeProvider = new FakeTimeProvider() });
        var transcript = new StringBuilder();
        for (var i = 0; i < 20; i++)
            transcript.AppendLine((await rig.PostAsync(Chat, Body("flaky-50-reasoning", stream: i % 2 == 0))).Text);
        return transcript.ToString();
    }
}
