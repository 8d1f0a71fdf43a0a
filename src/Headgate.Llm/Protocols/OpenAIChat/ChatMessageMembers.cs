using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// What a message says, in requests and answers alike: content, a refusal, calls of tools, and the reasoning that vendors add as
/// <c>reasoning_content</c> (DeepSeek, xAI, Moonshot) or <c>reasoning</c> (Groq, vLLM, OpenRouter).
/// </summary>
/// <param name="places">Where the message stands.</param>
/// <param name="sent">The request it answers.</param>
internal struct ChatMessageMembers(ChatMessagePlaces places, SentRequest sent)
{
    private ReasoningPart? _reasoning;
    private ImmutableArray<ContentPart> _content = [];
    private RefusalPart? _refusal;
    private ImmutableArray<ContentPart> _calls = [];

    /// <summary>How the ids begin of calls that have none; default by the message's place.</summary>
    public string CallIdStem
    {
        readonly get => field ?? string.Create(CultureInfo.InvariantCulture, $"call_{places.Message.First}");
        init;
    }

    /// <summary>The id given to the deprecated call of a function; null when there is none.</summary>
    public string? FunctionCallId { get; private set; }

    /// <summary>True when a tool is called.</summary>
    public readonly bool HasCalls => !_calls.IsEmpty;

    /// <summary>What is said, in the order in which a model says it.</summary>
    public readonly ImmutableArray<ContentPart> Parts
    {
        get
        {
            if (_reasoning is null && _refusal is null && _calls.IsEmpty)
            {
                return _content;
            }

            ImmutableArray<ContentPart>.Builder parts = ImmutableArray.CreateBuilder<ContentPart>(_content.Length + _calls.Length + 2);
            if (_reasoning is not null)
            {
                parts.Add(_reasoning);
            }

            parts.AddRange(_content);
            if (_refusal is not null)
            {
                parts.Add(_refusal);
            }

            parts.AddRange(_calls);
            return parts.ToImmutable();
        }
    }

    /// <summary>Consumes the member's value if it is one of these.</summary>
    public bool TryRead(ReadOnlySpan<byte> name, ref JsonWalk value)
    {
        if (name.SequenceEqual("content"u8))
        {
            _content = ChatPartDecoder.Content(ref value, places);
        }
        else if (name.SequenceEqual("tool_calls"u8))
        {
            _calls = ChatCallDecoder.Calls(ref value, places, sent, CallIdStem);
        }
        else if (name.SequenceEqual("function_call"u8) && _calls.IsEmpty)
        {
            FunctionCallId = CallIdStem;
            _calls = [ChatCallDecoder.FunctionCall(ref value, places.Message.Member("function_call"), sent, FunctionCallId)];
        }
        else if (name.SequenceEqual("refusal"u8))
        {
            _refusal = new RefusalPart(value.Text(places.Message.Member("refusal"))) { Place = places.Message.Member("refusal") };
        }
        else if (_reasoning is null && value.Kind == JsonTokenType.String && NameOfReasoning(name) is { } reasoning)
        {
            string thought = value.Text(default);
            _reasoning = thought.Length == 0 ? null : new ReasoningPart { Text = thought, Place = places.Message.Member(reasoning) };
        }
        else
        {
            return false;
        }

        return true;
    }

    private static string? NameOfReasoning(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("reasoning_content"u8) ? "reasoning_content" : name.SequenceEqual("reasoning"u8) ? "reasoning" : null;
}
