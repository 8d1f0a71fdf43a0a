using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Raw;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

public sealed class ReplayTests : IDisposable
{
    private static readonly PriceRow Price = new([new(PriceMeter.Input, 1_000_000), new(PriceMeter.Output, 2_000_000)]);

    private readonly PipelineRig _rig = new(Alias(OnDisconnect.Drain));

    [Fact]
    public async Task Gives_a_whole_answer_again_and_charges_it_once()
    {
        _rig.Upstream.Answers(Wire.ChatReply);

        FakeReply first = await ChatAsync();
        FakeReply second = await ChatAsync();

        Assert.Single(_rig.Upstream.Calls);
        Assert.Equal(first.Bytes, second.Bytes);
        Assert.Equal((200, "application/json; charset=utf-8"), (second.Status, second.ContentType));
        Assert.Equal(("true", IdOf(first), "0"), (
            second.Headers["x-headgate-idempotent-replay"], second.Headers["x-headgate-replay-of"], second.Headers["x-headgate-cost-usd"]));
        Assert.DoesNotContain("x-headgate-idempotent-replay", first.Headers.Keys);
        Assert.True(_rig.Ledger.Only.Settlement!.Cost > Money.Zero);
        RequestRecord record = _rig.Sink.Records[1];
        Assert.Equal((200, null, Money.Zero, IdOf(first)), (record.Status, record.Code, record.Cost, record.ReplayOf));
        Assert.Empty(record.Attempts);
        Assert.Null(_rig.Sink.Records[0].ReplayOf);
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIChat)]
    [InlineData(WireProtocol.AnthropicMessages)]
    public async Task Gives_a_stream_again_byte_for_byte(WireProtocol protocol)
    {
        _rig.Upstream.Streams(protocol == WireProtocol.OpenAIChat ? Wire.ChatStream : Wire.MessageStream);

        FakeReply first = await _rig.SendAsync(protocol, Stream());
        FakeReply second = await _rig.SendAsync(protocol, Stream());

        Assert.Equal(first.Bytes, second.Bytes);
        Assert.Equal((200, "text/event-stream; charset=utf-8", "no-cache"), (second.Status, second.ContentType, second.Headers["cache-control"]));
        Assert.Single(_rig.Upstream.Calls);

        FakeRequest Stream() => protocol == WireProtocol.OpenAIChat ? PipelineRig.Chat(stream: true, headers: Key()) : PipelineRig.Messages(stream: true, headers: Key());
    }

    [Fact]
    public async Task A_client_that_left_gets_what_was_drained()
    {
        var vendor = new Pipe();
        _rig.Upstream.Streams(vendor.Reader.AsStream());
        using var departed = new CancellationTokenSource();
        var reply = new FakeReply();
        Task served = _rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true, headers: Key()), reply, departed.Token);
        await SayAsync(Wire.ChatRole + Wire.ChatText);
        await reply.NextFlushAsync();
        await departed.CancelAsync();
        await SayAsync(Wire.ChatText + Wire.ChatStop + Wire.ChatUsage + Wire.Done);
        await vendor.Writer.CompleteAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        FakeReply second = await _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true, headers: Key()));

        Assert.StartsWith(reply.Text, second.Text, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", second.Text, StringComparison.Ordinal);
        Assert.Single(_rig.Upstream.Calls);

        async Task SayAsync(string words) => await vendor.Writer.WriteAsync(Encoding.UTF8.GetBytes(words), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_whole_answer_that_its_client_did_not_take_is_kept()
    {
        _rig.Upstream.Answers(Wire.ChatReply);
        await _rig.StartAsync(WireProtocol.OpenAIChat, Ask(WireProtocol.OpenAIChat, "hi"), new LeavingReply(0)).WaitAsync(Patience.Limit);

        FakeReply second = await ChatAsync();

        Assert.Equal(Wire.ChatReply, second.Text);
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIChat, """{"error":{"message":"*","type":"invalid_request_error","param":"idempotency-key","code":"idempotency_key_reused"}}""")]
    [InlineData(WireProtocol.AnthropicMessages, """{"type":"error","error":{"type":"invalid_request_error","message":"*"},"request_id":"*"}""")]
    [InlineData(WireProtocol.GeminiGenerateContent, """{"error":{"code":400,"message":"*","status":"INVALID_ARGUMENT"}}""")]
    public async Task Another_body_under_the_same_key_is_refused(WireProtocol protocol, string expected)
    {
        _rig.Upstream.Answers(protocol == WireProtocol.AnthropicMessages ? Wire.MessageReply : Wire.ChatReply);
        await _rig.SendAsync(protocol, Ask(protocol, "hi"));

        FakeReply reply = await _rig.SendAsync(protocol, Ask(protocol, "ho"));

        Assert.Equal(400, reply.Status);
        AssertError(expected, reply);
        Assert.Single(_rig.Upstream.Calls);
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIChat, """{"error":{"message":"*","type":"invalid_request_error","param":"idempotency-key","code":"idempotency_key_in_use"}}""")]
    [InlineData(WireProtocol.AnthropicMessages, """{"type":"error","error":{"type":"conflict_error","message":"*"},"request_id":"*"}""")]
    [InlineData(WireProtocol.GeminiGenerateContent, """{"error":{"code":409,"message":"*","status":"ABORTED"}}""")]
    public async Task While_the_first_is_open_the_second_is_asked_to_come_back(WireProtocol protocol, string expected)
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        _rig.Upstream.Then((_, _) => answer.Task);
        var first = new FakeReply();
        Task served = _rig.StartAsync(protocol, Ask(protocol, "hi"), first);
        await _rig.Upstream.NextCallAsync();

        FakeReply second = await _rig.SendAsync(protocol, Ask(protocol, "hi"));
        string reply = protocol == WireProtocol.AnthropicMessages ? Wire.MessageReply : Wire.ChatReply;
        answer.SetResult(new HttpResponseMessage { Content = new StringContent(reply, Encoding.UTF8, "application/json") });
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        FakeReply third = await _rig.SendAsync(protocol, Ask(protocol, "hi"));

        Assert.Equal((409, "1", "1000"), (second.Status, second.Headers["retry-after"], second.Headers["retry-after-ms"]));
        AssertError(expected, second);
        Assert.DoesNotContain("x-should-retry", second.Headers.Keys);
        Assert.Equal((200, first.Text), (third.Status, third.Text));
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIChat, """{"error":{"message":"*","type":"invalid_request_error","param":"idempotency-key","code":"idempotency_answer_lost"}}""")]
    [InlineData(WireProtocol.AnthropicMessages, """{"type":"error","error":{"type":"conflict_error","message":"*"},"request_id":"*"}""")]
    [InlineData(WireProtocol.GeminiGenerateContent, """{"error":{"code":409,"message":"*","status":"ABORTED"}}""")]
    public async Task After_a_restart_what_was_charged_is_not_sent_again(WireProtocol protocol, string expected)
    {
        _rig.Upstream.Answers(protocol == WireProtocol.AnthropicMessages ? Wire.MessageReply : Wire.ChatReply);
        FakeReply first = await _rig.SendAsync(protocol, Ask(protocol, "hi"));
        _rig.Restart();

        FakeReply second = await _rig.SendAsync(protocol, Ask(protocol, "hi"));
        FakeReply other = await _rig.SendAsync(protocol, Ask(protocol, "ho"));

        Assert.Equal((409, "false"), (second.Status, second.Headers["x-should-retry"]));
        Assert.Contains(IdOf(first), second.Text, StringComparison.Ordinal);
        AssertError(expected, second);
        Assert.Equal(400, other.Status);
        Assert.Single(_rig.Upstream.Calls);
    }

    [Fact]
    public async Task A_stream_that_was_cut_is_charged_and_not_sent_again()
    {
        _rig.Upstream.Streams(Wire.ChatRole + Wire.ChatText);
        await _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true, headers: Key()));

        FakeReply second = await _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true, headers: Key()));

        Assert.True(_rig.Ledger.Only.Settlement!.Cost > Money.Zero);
        Assert.Equal((409, "idempotency_answer_lost"), (second.Status, _rig.Sink.Records[1].Code));
        Assert.Single(_rig.Upstream.Calls);
    }

    [Fact]
    public async Task An_answer_too_large_to_be_kept_is_not_sent_again()
    {
        _rig.Upstream.Answers(Wire.ChatReply.Replace("hello", new string('x', 5 << 20), StringComparison.Ordinal));
        FakeReply first = await ChatAsync();

        FakeReply second = await ChatAsync();

        Assert.Equal((200, 409), (first.Status, second.Status));
        Assert.Single(_rig.Upstream.Calls);
    }

    [Fact]
    public async Task Where_no_answer_is_kept_a_repeat_is_refused_and_what_cost_nothing_is_sent_anew()
    {
        _rig.Use(config => config.Server with { MaxReplayBytes = 0 });
        _rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError).Answers(Wire.ChatReply);

        FakeReply[] replies = [await ChatAsync(), await ChatAsync(), await ChatAsync()];

        Assert.Equal([502, 200, 409], replies.Select(reply => reply.Status));
    }

    [Fact]
    public async Task What_failed_and_cost_nothing_is_sent_anew()
    {
        _rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError).Breaks().Answers(Wire.ChatReply);

        FakeReply[] replies = [await ChatAsync(), await ChatAsync("other"), await ChatAsync(), await ChatAsync()];

        Assert.Equal([502, 502, 200, 200], replies.Select(reply => reply.Status));
        Assert.Equal(replies[2].Text, replies[3].Text);
        Assert.Equal(3, _rig.Upstream.Calls.Count);
        Assert.Single(_rig.Ledger.Entries, entry => entry.Settlement!.Cost > Money.Zero);
    }

    [Fact]
    public async Task What_failed_and_cost_nothing_is_sent_anew_after_a_restart()
    {
        _rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError).Answers(Wire.ChatReply);
        await ChatAsync();
        _rig.Restart();

        FakeReply second = await ChatAsync();

        Assert.Equal((200, Wire.ChatReply), (second.Status, second.Text));
    }

    [Fact]
    public async Task After_a_day_a_key_stands_for_nothing()
    {
        _rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply);
        await ChatAsync();
        _rig.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        FakeReply within = await ChatAsync();
        _rig.Time.Advance(TimeSpan.FromSeconds(1));

        FakeReply after = await ChatAsync("other");

        Assert.Equal(("true", false), (within.Headers["x-headgate-idempotent-replay"], after.Headers.ContainsKey("x-headgate-idempotent-replay")));
        Assert.Equal(200, after.Status);
        Assert.Equal(2, _rig.Upstream.Calls.Count);
    }

    [Fact]
    public async Task A_key_is_its_virtual_keys_own_and_its_protocols()
    {
        const string Other = "hg-9876543210987654321098765432109876543210987";
        _rig.UseSecondKey(Other);
        _rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply).Answers(Wire.MessageReply);

        await ChatAsync();
        FakeReply others = await _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call("""{"model":"chat","messages":[{"role":"user","content":"bye"}]}""", Other, Key()));
        FakeReply messages = await _rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(headers: Key()));

        Assert.Equal((200, 200), (others.Status, messages.Status));
        Assert.Equal(3, _rig.Upstream.Calls.Count);
    }

    [Fact]
    public async Task A_vendor_is_called_only_once_the_entry_is_written_down()
    {
        var written = new TaskCompletionSource();
        _rig.Ledger.Durable = written.Task;
        _rig.Upstream.Answers(Wire.ChatReply);
        var reply = new FakeReply();

        Task served = _rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: Key()), reply);

        Assert.NotNull(_rig.Ledger.Only.Reservation.Mark);
        Assert.Empty(_rig.Upstream.Calls);
        written.SetResult();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Where_it_cannot_be_written_down_no_vendor_is_called()
    {
        _rig.Ledger.Durable = Task.FromException(new IOException("full"));

        FakeReply reply = await ChatAsync();

        Assert.Equal((503, "ledger_unavailable"), (reply.Status, _rig.Record.Code));
        Assert.Empty(_rig.Upstream.Calls);
    }

    [Fact]
    public async Task Each_call_has_a_key_of_its_own_that_is_not_the_clients()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second));
        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError).Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: Key("retry-1")));

        string[] sent = [.. rig.Upstream.Calls.Select(call => call.Headers["idempotency-key"])];
        Assert.Equal(2, sent.Distinct().Count());
        Assert.All(sent, key => Assert.DoesNotContain("retry-1", key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_header_nothing_is_asked_kept_or_sent()
    {
        _rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply);

        await _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        await _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal(0, _rig.Ledger.Recalled);
        Assert.Empty(_rig.Ledger.Entries);
        Assert.All(_rig.Upstream.Calls, call => Assert.DoesNotContain("idempotency-key", call.Headers.Keys));
    }

    [Theory]
    [InlineData("")]
    [InlineData("schlüssel")]
    [InlineData("a\tb")]
    [InlineData(null)]
    public async Task A_key_that_is_none_is_refused(string? key)
    {
        FakeReply reply = await _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: Key(key ?? new string('k', 256))));

        Assert.Equal((400, "invalid_request"), (reply.Status, _rig.Record.Code));
        Assert.Contains("Idempotency-Key", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_request_leaves_its_key_free()
    {
        _rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply);
        _rig.UseKey(key => key with { TokensPerMinute = 1 });
        await _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        FakeReply refused = await ChatAsync();
        _rig.UseKey(key => key with { TokensPerMinute = null });

        FakeReply second = await ChatAsync();

        Assert.Equal((429, 200), (refused.Status, second.Status));
    }

    [Fact]
    public async Task Counting_tokens_costs_nothing_and_takes_no_key()
    {
        _rig.Upstream.Answers("""{"input_tokens":3}""").Answers("""{"input_tokens":4}""");

        FakeReply[] replies =
            [await _rig.SendAsync(WireProtocol.AnthropicCountTokens, PipelineRig.Messages(headers: Key("\t"))), await _rig.SendAsync(WireProtocol.AnthropicCountTokens, PipelineRig.Messages(headers: Key("\t")))];

        Assert.Equal([200, 200], replies.Select(reply => reply.Status));
        Assert.Empty(_rig.Ledger.Entries);
        Assert.All(_rig.Upstream.Calls, call => Assert.DoesNotContain("idempotency-key", call.Headers.Keys));
    }

    [Fact]
    public async Task Where_the_ledger_cannot_be_read_nothing_is_sent_and_the_key_stays_unknown()
    {
        _rig.Ledger.IsUnreadable = true;
        FakeReply refused = await ChatAsync();
        _rig.Ledger.IsUnreadable = false;
        _rig.Upstream.Answers(Wire.ChatReply);

        FakeReply second = await ChatAsync();

        Assert.Equal((503, 200, 2), (refused.Status, second.Status, _rig.Ledger.Recalled));
    }

    [Fact]
    public async Task What_the_path_and_the_query_say_counts_but_not_a_key_in_it()
    {
        _rig.Upstream.Answers(Wire.ChatReply);
        FakeReply[] replies = [.. await Task.WhenAll(SendAsync("?alt=json&key=a"), SendAsync("?key=b&alt=json"), SendAsync("?alt=sse&key=a"))];

        Assert.Equal([200, 200, 400], replies.Select(reply => reply.Status));

        Task<FakeReply> SendAsync(string query) => _rig.SendAsync(WireProtocol.OpenAIChat, new FakeRequest(
            """{"model":"chat","messages":[{"role":"user","content":"hi"}]}""",
            [("authorization", "Bearer " + PipelineRig.Secret), ("content-type", "application/json"), .. Key()]) { Query = query });
    }

    [Fact]
    public async Task Calls_that_pass_verbatim_are_sent_each_time_and_without_it()
    {
        using var rig = new PipelineRig(
            PipelineRig.Alias("drawn", PipelineRig.Vendor("drawer", "https://drawer.test/v1", "openai-compatible", [WireProtocol.OpenAIImages])));
        rig.Upstream.Answers("""{"data":[]}""").Answers("""{"data":[]}""");
        RawRoute route = RawRoutes.Find("/v1/images/generations")!;
        for (int i = 0; i < 2; i++)
        {
            await rig.SendRawAsync(route, RawCall.Model, PipelineRig.Call("""{"model":"drawn","prompt":"x"}""", PipelineRig.Secret, Key("\t")));
        }

        Assert.Equal([200, 200], rig.Sink.Records.Select(record => record.Status));
        Assert.All(rig.Upstream.Calls, call => Assert.DoesNotContain("idempotency-key", call.Headers.Keys));
    }

    public void Dispose() => _rig.Dispose();

    private static ModelAlias Alias(OnDisconnect onDisconnect) => new()
    {
        Name = "chat",
        Targets = [new AliasTarget.Model(PipelineRig.First, "m", 1) { Pricing = Price }],
        Retry = new RetryOptions { Tries = 1 },
        OnDisconnect = onDisconnect,
    };

    private static (string Name, string Value)[] Key(string key = "retry-1") => [("Idempotency-Key", key)];

    private static string IdOf(FakeReply reply) => reply.Headers["x-headgate-request-id"];

    private static FakeRequest Ask(WireProtocol protocol, string text) => protocol == WireProtocol.GeminiGenerateContent
        ? new FakeRequest(
            $$"""{"contents":[{"role":"user","parts":[{"text":"{{text}}"}]}]}""",
            [("authorization", "Bearer " + PipelineRig.Secret), ("content-type", "application/json"), .. Key()]) { PathModel = "chat" }
        : PipelineRig.Call(
            $$"""{"model":"chat","max_tokens":9,"messages":[{"role":"user","content":"{{text}}"}]}""", PipelineRig.Secret, Key());

    private static void AssertError(string expected, FakeReply reply)
    {
        using var want = JsonDocument.Parse(expected);
        using var got = JsonDocument.Parse(reply.Text);
        Assert.Equal(Flat(want.RootElement), Flat(got.RootElement, want.RootElement));
    }

    /// <summary>Members and values in order; what is awaited as a star may be anything.</summary>
    private static string Flat(JsonElement element, JsonElement? want = null) => element.ValueKind == JsonValueKind.Object
        ? string.Join(';', element.EnumerateObject().Select(member =>
            $"{member.Name}:{{{Flat(member.Value, want is { } of && of.TryGetProperty(member.Name, out JsonElement below) ? below : null)}}}"))
        : want is { ValueKind: JsonValueKind.String } star && star.GetString() == "*" ? "*" : element.ToString();

    private Task<FakeReply> ChatAsync(string text = "hi") => _rig.SendAsync(WireProtocol.OpenAIChat, Ask(WireProtocol.OpenAIChat, text));
}
