using System.Collections.Immutable;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Translation;

/// <summary>Thinking of models that refuse it where anything before it is not as it was.</summary>
public sealed class BoundReasoningTests
{
    private const WireProtocol Vendor = WireProtocol.AnthropicMessages;

    private static readonly Uri Endpoint = new("https://vendor.test");
    private static readonly Message System = Said(Role.System, "It is 10:01");
    private static readonly Message Asked = Said(Role.User, "weather?");
    private static readonly Message FirstCall = Of(Role.Assistant, new TextPart("Let me see."), Call("a"));
    private static readonly Message FirstResult = Result("a");
    private static readonly Message SecondCall = Of(Role.Assistant, Call("b"));
    private static readonly Message SecondResult = Result("b");

    private readonly ReasoningMemory _memory = new(maxBytes: 4_000);

    [Fact]
    public void Goes_back_where_everything_is_as_it_was()
    {
        TwoTurns();

        Assert.Equal(["thought of a", "thought of b"], Restored(System, Asked, FirstCall, FirstResult, SecondCall, SecondResult));
    }

    [Fact]
    public void Stays_away_behind_another_system_prompt_message_or_tool()
    {
        TwoTurns();

        Assert.Empty(Restored(Said(Role.System, "It is 10:02"), Asked, FirstCall, FirstResult, SecondCall, SecondResult));
        Assert.Empty(Restored(System, Said(Role.User, "the weather?"), FirstCall, FirstResult, SecondCall, SecondResult));
        Assert.Equal(["thought of a"], Restored(System, Asked, FirstCall, Result("a", "other"), SecondCall, SecondResult));
        Assert.Empty(ThoughtsOf(Bound().Restore(
            Request(System, Asked, FirstCall, FirstResult, SecondCall, SecondResult) with { Tools = [new Tool.Function("f"), new Tool.Function("g")] },
            Vendor)));
    }

    [Fact]
    public void Stays_away_behind_thinking_that_was_forgotten()
    {
        TwoTurns();
        _memory.Keep("other", Endpoint, "filler", Thinking("filler", 100));

        Assert.False(_memory.TryRecall("key", Endpoint, "a", out _));
        Assert.True(_memory.TryRecall("key", Endpoint, "b", out _));
        Assert.Empty(Restored(System, Asked, FirstCall, FirstResult, SecondCall, SecondResult));
    }

    [Fact]
    public void Is_bound_to_a_turn_that_was_sent_without_thinking()
    {
        Answer(Request(System, Asked, FirstCall, FirstResult), "b");

        Assert.Equal(["thought of b"], Restored(System, Asked, FirstCall, FirstResult, SecondCall, SecondResult));
    }

    [Fact]
    public void Does_not_depend_on_thinking_that_the_client_was_shown()
    {
        TwoTurns();
        Message shown = FirstCall with { Parts = [new ReasoningPart { Text = "thought of a" }, .. FirstCall.Parts] };

        Assert.Equal(["thought of a", "thought of b"], Restored(System, Asked, shown, FirstResult, SecondCall, SecondResult));
    }

    [Fact]
    public void Stays_away_where_the_client_moved_what_was_said_before_it()
    {
        CallerReasoning first = Bound();
        first.Restore(Request(Asked), Vendor);
        new ReasoningCollector(first, Vendor, standsIn: true).Read(
            Response(Signed("A"), new TextPart("one"), Call("a"), Signed("B"), new TextPart("two"), Call("b")));

        Assert.Equal(["A"], Restored(Asked, Of(Role.Assistant, new TextPart("onetwo"), Call("a"), Call("b"))));
        Assert.Equal(["A"], Restored(Asked, Of(Role.Assistant, Call("a"), Call("b"))));
        Assert.Empty(Restored(Asked, Of(Role.Assistant, new TextPart("onetwo"), Call("b"))));
    }

    private static string[] ThoughtsOf(ChatRequest request) =>
        [.. request.Messages.SelectMany(message => message.Parts.OfType<ReasoningPart>()).Select(part => part.Text!.Trim())];

    private static Message Said(Role role, string text) => Of(role, new TextPart(text));

    private static Message Result(string id, string text = "rain") => Of(Role.Tool, new ToolResultPart(id, [new TextPart(text)]));

    private static Message Of(Role role, params ImmutableArray<ContentPart> parts) => new() { Role = role, Parts = parts };

    private static ToolCallPart Call(string id) => new(id, "f", "{}"u8.ToArray());

    private static ReasoningPart Signed(string text) => new() { Text = text, Signature = "signature of " + text, SignedBy = Vendor };

    private static KeptThinking Thinking(string text, int length) => new([new(Signed(text.PadRight(length)), 0)], Follows: 0);

    private static ChatRequest Request(params ImmutableArray<Message> messages) =>
        new() { Protocol = WireProtocol.OpenAIChat, Model = "m", Messages = messages, Tools = [new Tool.Function("f")] };

    private static ChatResponse Response(params ImmutableArray<ContentPart> parts) =>
        new() { Protocol = Vendor, Choices = [new ChatChoice(0, parts, FinishReason.ToolCalls)] };

    private CallerReasoning Bound() => new(_memory, "key", Endpoint, isBound: true);

    private void TwoTurns()
    {
        Answer(Request(System, Asked), "a");
        Answer(Request(System, Asked, FirstCall, FirstResult), "b");
    }

    private void Answer(ChatRequest request, string callId)
    {
        CallerReasoning reasoning = Bound();
        reasoning.Restore(request, Vendor);
        new ReasoningCollector(reasoning, Vendor, standsIn: true).Read(Response(Signed($"thought of {callId}".PadRight(300)), Call(callId)));
    }

    private string[] Restored(params ImmutableArray<Message> messages) => ThoughtsOf(Bound().Restore(Request(messages), Vendor));
}
