using System.Globalization;
using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Reads the blocks of a streamed answer. One is open at a time.</summary>
/// <param name="sent">How the request was written.</param>
internal sealed class MessagesBlockDecoder(SentRequest sent)
{
    private BlockKind _open;
    private readonly HeldText _held = new();
    private readonly StringBuilder _wrapped = new();
    private int _calls;
    private bool _hasAnswer;
    private bool _hasText;
    private string? _input;
    private string? _signature;

    // Where an answer is asked for, text is one only if no call gives it.
    private bool IsHeld => _open == BlockKind.Text && sent.AnswerTool is not null;

    /// <summary>Reads the beginning of a block. Most begin empty; those of some servers do not.</summary>
    public void Start(in MessagesEvent read, List<ChatEvent> events)
    {
        _hasText = false;
        _open = KindOf(read.PartType, read.Name);
        if (_hasAnswer && _open is BlockKind.Text or BlockKind.Answer)
        {
            _open = BlockKind.Other;
            events.Add(new ChatEvent.Lost(new Loss(PlaceOf(read), AnswerTool.Beside)));
            return;
        }

        _signature = read.Signature;
        _input = _open is BlockKind.Call or BlockKind.Answer ? AsGiven(read.Input) : null;
        if (_open == BlockKind.Call)
        {
            events.Add(new ChatEvent.ToolCallStarted(0, _calls++, read.Id ?? "", sent.ClientToolName(read.Name ?? "")));
        }
        else if (_open == BlockKind.Redacted)
        {
            events.Add(new ChatEvent.ReasoningRedacted(0, read.Text ?? "", WireProtocol.AnthropicMessages));
        }
        else if (_open == BlockKind.Other)
        {
            events.Add(new ChatEvent.Lost(new Loss(PlaceOf(read), "a block that Anthropic alone has")));
        }
        else
        {
            BeginText(read, events);
        }

        NameUnknown(read, events);
    }

    /// <summary>Reads a further piece of the open block.</summary>
    public void Continue(in MessagesEvent read, List<ChatEvent> events)
    {
        if (read.PartType.SequenceEqual("signature_delta"u8))
        {
            _signature += read.Signature;
        }
        else if (_open != BlockKind.Other)
        {
            Add(read.Text, events);
            NameUnknown(read, events);
        }
    }

    /// <summary>Reads the end of the open block.</summary>
    public void Stop(List<ChatEvent> events)
    {
        if (!_hasText && _open is BlockKind.Call or BlockKind.Answer)
        {
            Add(_input ?? "{}", events);
        }

        if (_open == BlockKind.Thinking && _signature is not null)
        {
            // The text may be withheld: what is signed is then nothing, and has to come back as nothing.
            if (!_hasText)
            {
                events.Add(new ChatEvent.ReasoningDelta(0, ""));
            }

            events.Add(new ChatEvent.ReasoningSigned(0, _signature, WireProtocol.AnthropicMessages));
        }

        if (_open == BlockKind.Answer && sent.IsAnswerWrapped)
        {
            byte[] arguments = Encoding.UTF8.GetBytes(_wrapped.ToString());
            events.Add(new ChatEvent.TextDelta(0, Encoding.UTF8.GetString(InputSchema.Unwrap(arguments).Span)));
        }

        if (_open != BlockKind.Other && !IsHeld)
        {
            events.Add(new ChatEvent.PartEnded(0));
        }

        _open = BlockKind.Other;
    }

    /// <summary>The answer is whole: what was held back comes now.</summary>
    public void Finish(List<ChatEvent> events) => _held.Send(events);

    /// <summary>Why the answer ended, in the terms of the client: the call of a tool that stands in for the answer is no call.</summary>
    public FinishReason AsAsked(FinishReason reason) =>
        reason == FinishReason.ToolCalls && _calls == 0 && sent.AnswerTool is not null ? FinishReason.Stop : reason;

    private void BeginText(in MessagesEvent read, List<ChatEvent> events)
    {
        if (_open == BlockKind.Answer)
        {
            _hasAnswer = true;
            _held.Drop(events);
        }
        else if (IsHeld)
        {
            _held.Begin(PlaceOf(read));
        }

        Add(read.Text, events);
    }

    private void Add(string? text, List<ChatEvent> events)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        _hasText = true;
        if (IsHeld)
        {
            _held.Add(text);
            return;
        }

        if (_open == BlockKind.Answer && sent.IsAnswerWrapped)
        {
            _wrapped.Append(text);
            return;
        }

        events.Add(_open switch
        {
            BlockKind.Call => new ChatEvent.ArgumentsDelta(0, _calls - 1, text),
            BlockKind.Thinking => new ChatEvent.ReasoningDelta(0, text),
            _ => new ChatEvent.TextDelta(0, text),
        });
    }

    private BlockKind KindOf(ReadOnlySpan<byte> type, string? name) => type switch
    {
        _ when type.SequenceEqual("text"u8) => BlockKind.Text,
        _ when type.SequenceEqual("thinking"u8) => BlockKind.Thinking,
        _ when type.SequenceEqual("redacted_thinking"u8) => BlockKind.Redacted,
        _ when type.SequenceEqual("tool_use"u8) => sent.AnswerTool is { } answer && name == answer ? BlockKind.Answer : BlockKind.Call,
        _ => BlockKind.Other,
    };

    private static void NameUnknown(in MessagesEvent read, List<ChatEvent> events)
    {
        if (read.Unknown is not { } unknown)
        {
            return;
        }

        foreach (string name in unknown)
        {
            // Streamed one by one, told as a list in a whole answer.
            string member = name == "citation" ? "citations" : name;
            events.Add(new ChatEvent.Lost(new Loss($"{PlaceOf(read)}.{member}", "Anthropic alone has this member")));
        }
    }

    private static string? AsGiven(ReadOnlySpan<byte> input) => input.Length > 2 ? Encoding.UTF8.GetString(input) : null;

    private static string PlaceOf(in MessagesEvent read) => string.Create(CultureInfo.InvariantCulture, $"$.content[{read.Block}]");
}
