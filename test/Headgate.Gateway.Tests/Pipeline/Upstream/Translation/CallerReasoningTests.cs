using System.Collections.Immutable;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Translation;

public sealed class CallerReasoningTests
{
    private const WireProtocol Vendor = WireProtocol.AnthropicMessages;

    private readonly CallerReasoning _kept = new(new ReasoningMemory(), "key", new Uri("https://vendor.test"));

    [Fact]
    public void Puts_thinking_at_the_beginning_of_its_turn_and_between_the_calls_it_came_between()
    {
        new ReasoningCollector(_kept, Vendor, standsIn: true).Read(Answer(Signed("first"), new TextPart("text"), Call("a"), Signed("second"), Call("b")));

        ChatRequest restored = _kept.Restore(Request(Role.Assistant, new TextPart("text"), Call("a"), Call("b")), Vendor);

        Assert.Equal(["first", "text", "a", "second", "b"], restored.Messages[0].Parts.Select(Shown));
        Assert.Equal("signature of first", Assert.IsType<ReasoningPart>(restored.Messages[0].Parts[0]).Signature);
    }

    [Fact]
    public void Puts_it_in_the_place_of_the_thinking_that_the_client_was_shown()
    {
        new ReasoningCollector(_kept, Vendor, standsIn: true).Read(Answer(Signed("why"), Call("a")));

        ChatRequest restored = _kept.Restore(Request(Role.Assistant, new ReasoningPart { Text = "why" }, Call("a")), Vendor);

        Assert.Equal(["why", "a"], restored.Messages[0].Parts.Select(Shown));
        Assert.Equal(Vendor, Assert.IsType<ReasoningPart>(restored.Messages[0].Parts[0]).SignedBy);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Puts_it_between_what_was_said_before_the_first_call(bool stream)
    {
        var collector = new ReasoningCollector(_kept, Vendor, standsIn: true);
        if (stream)
        {
            ChatEvent[] events =
            [
                new ChatEvent.ReasoningDelta(0, "A"), new ChatEvent.ReasoningSigned(0, "s", Vendor), new ChatEvent.TextDelta(0, "te"),
                new ChatEvent.TextDelta(0, "xt"), new ChatEvent.ReasoningDelta(0, "B"), new ChatEvent.ReasoningSigned(0, "s", Vendor),
                new ChatEvent.TextDelta(0, "more"), new ChatEvent.ReasoningRedacted(0, "C", Vendor), new ChatEvent.ToolCallStarted(0, 0, "a", "tool"),
            ];
            Array.ForEach(events, chatEvent => collector.Read(chatEvent, []));
        }
        else
        {
            collector.Read(Answer(Signed("A"), new TextPart("text"), Signed("B"), new TextPart("more"), Redacted("C"), Call("a")));
        }

        ChatRequest one = _kept.Restore(Request(Role.Assistant, new TextPart("textmore"), Call("a")), Vendor);
        ChatRequest several = _kept.Restore(Request(Role.Assistant, new TextPart("tex"), new TextPart("tmore"), Call("a")), Vendor);
        ChatRequest silent = _kept.Restore(Request(Role.Assistant, Call("a")), Vendor);

        Assert.Equal(["A", "text", "B", "more", "C", "a"], one.Messages[0].Parts.Select(Shown));
        Assert.Equal(["A", "tex", "t", "B", "more", "C", "a"], several.Messages[0].Parts.Select(Shown));
        Assert.Equal(["A", "B", "C", "a"], silent.Messages[0].Parts.Select(Shown));
    }

    [Fact]
    public void Follows_a_stream_as_it_follows_a_whole_answer()
    {
        var collector = new ReasoningCollector(_kept, Vendor, standsIn: true);
        ChatEvent[] events =
        [
            new ChatEvent.ReasoningDelta(0, "fi"), new ChatEvent.ReasoningDelta(0, "rst"), new ChatEvent.ReasoningSigned(0, "signature of first", WireProtocol.AnthropicMessages),
            new ChatEvent.PartEnded(0), new ChatEvent.ReasoningRedacted(0, "hidden", WireProtocol.AnthropicMessages), new ChatEvent.PartEnded(0),
            new ChatEvent.ReasoningDelta(0, "unsigned"), new ChatEvent.PartEnded(0), new ChatEvent.ToolCallStarted(0, 0, "a", "tool"),
        ];
        List<ChatEvent> told = [];
        Array.ForEach(events, chatEvent => collector.Read(chatEvent, told));

        ChatRequest restored = _kept.Restore(Request(Role.Assistant, Call("a")), Vendor);

        Assert.Equal(["first", "hidden", "a"], restored.Messages[0].Parts.Select(Shown));
        Assert.Equal("signature of first", Assert.IsType<ReasoningPart>(restored.Messages[0].Parts[0]).Signature);
        Assert.DoesNotContain(told, chatEvent => chatEvent is ChatEvent.ReasoningSigned or ChatEvent.ReasoningRedacted);
    }

    [Fact]
    public void Tells_a_client_that_can_give_signatures_back_all_of_them_in_their_places()
    {
        ChatEvent[] events =
        [
            new ChatEvent.ReasoningSigned(0, "s", Vendor), new ChatEvent.ReasoningRedacted(0, "hidden", Vendor),
            new ChatEvent.ToolCallStarted(0, 0, "a", "tool"),
        ];
        List<ChatEvent> told = [];
        var collector = new ReasoningCollector(_kept, Vendor, standsIn: false);
        ChatResponse answer = Answer(Signed("why"), Call("a"));

        Array.ForEach(events, chatEvent => collector.Read(chatEvent, told));

        Assert.Equal(events, told);
        Assert.Equal(answer.Choices[0].Parts, new ReasoningCollector(_kept, Vendor, standsIn: false).Read(answer).Choices[0].Parts);
    }

    [Fact]
    public void Tells_every_client_the_signatures_that_no_call_keeps()
    {
        ChatEvent[] events =
        [
            new ChatEvent.ReasoningSigned(0, "kept", Vendor), new ChatEvent.ToolCallStarted(0, 0, "a", "tool"),
            new ChatEvent.ReasoningSigned(0, "behind", Vendor), new ChatEvent.ReasoningSigned(1, "of another", Vendor),
            new ChatEvent.Finished(0, FinishReason.ToolCalls, null),
        ];
        List<ChatEvent> told = [];
        var collector = new ReasoningCollector(_kept, Vendor, standsIn: true);
        ChatResponse answer = new ReasoningCollector(_kept, Vendor, standsIn: true).Read(Answer(Signed("kept"), Redacted("kept"), Call("a"), Signed("behind")));

        Array.ForEach(events, chatEvent => collector.Read(chatEvent, told));

        Assert.Equal([events[1], events[3], events[2], events[4]], told);
        Assert.Equal([null, "signature of behind"], answer.Choices[0].Parts.OfType<ReasoningPart>().Select(part => part.Signature));
    }

    [Fact]
    public void Gives_up_thinking_that_is_too_long_as_a_whole()
    {
        var collector = new ReasoningCollector(_kept, Vendor, standsIn: true);
        collector.Read(new ChatEvent.ReasoningDelta(0, new string('x', (2 << 20) + 1)), []);
        collector.Read(new ChatEvent.ReasoningSigned(0, "s", WireProtocol.AnthropicMessages), []);
        collector.Read(new ChatEvent.ToolCallStarted(0, 0, "a", "tool"), []);
        collector.Read(new ChatEvent.ReasoningDelta(0, "short"), []);
        collector.Read(new ChatEvent.ReasoningSigned(0, "s", WireProtocol.AnthropicMessages), []);
        collector.Read(new ChatEvent.ToolCallStarted(0, 1, "b", "tool"), []);

        ChatRequest restored = _kept.Restore(Request(Role.Assistant, Call("a"), Call("b")), Vendor);

        Assert.Equal(["a", "short", "b"], restored.Messages[0].Parts.Select(Shown));
    }

    [Fact]
    public void Leaves_a_request_as_it_is_where_nothing_is_to_be_put_back()
    {
        new ReasoningCollector(_kept, Vendor, standsIn: true).Read(Answer(Signed("why"), Call("a")));
        ChatRequest unknown = Request(Role.Assistant, Call("b"));
        ChatRequest signedAlready = Request(Role.Assistant, Signed("own"), Call("a"));
        ChatRequest ofTheUser = Request(Role.User, Call("a"));

        Assert.Same(unknown, _kept.Restore(unknown, Vendor));
        Assert.Same(signedAlready, _kept.Restore(signedAlready, Vendor));
        Assert.Same(ofTheUser, _kept.Restore(ofTheUser, Vendor));
        ChatRequest forAnother = Request(Role.Assistant, Call("a"));
        Assert.Same(forAnother, _kept.Restore(forAnother, WireProtocol.OpenAIChat));
    }

    private static string Shown(ContentPart part) => part switch
    {
        TextPart text => text.Text,
        ReasoningPart reasoning => reasoning.Text ?? reasoning.Redacted!,
        ToolCallPart call => call.Id,
        _ => part.ToString(),
    };

    private static ReasoningPart Signed(string text) => new() { Text = text, Signature = "signature of " + text, SignedBy = Vendor };

    private static ReasoningPart Redacted(string data) => new() { Redacted = data, SignedBy = Vendor };

    private static ToolCallPart Call(string id) => new(id, "tool", "{}"u8.ToArray());

    private static ChatResponse Answer(params ImmutableArray<ContentPart> parts) =>
        new() { Protocol = Vendor, Choices = [new ChatChoice(0, parts, FinishReason.ToolCalls)] };

    private static ChatRequest Request(Role role, params ImmutableArray<ContentPart> parts) =>
        new() { Protocol = WireProtocol.OpenAIChat, Model = "m", Messages = [new Message { Role = role, Parts = parts }] };
}
