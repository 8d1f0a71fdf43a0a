using System.Globalization;
using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols.Turns;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>Follows the blocks of a streamed answer. Only those of calls are announced; all end with a stop.</summary>
/// <param name="sent">How the request was written.</param>
internal sealed class ConverseBlocks(SentRequest sent)
{
    private readonly Dictionary<long, int> _calls = [];
    private readonly HashSet<long> _held = [];
    private readonly HeldText _heldText = new();
    private readonly StringBuilder _wrapped = new();
    private long? _answer;
    private readonly HashSet<long> _withInput = [];
    private string? _signature;
    private bool _isThinking;

    /// <summary>Reads the beginning of a block.</summary>
    public void Start(in ConverseEvent read, List<ChatEvent> events)
    {
        if (read.CallName is not { } name)
        {
            return;
        }

        if (name == sent.AnswerTool)
        {
            StartAnswer(read.Block, events);
            return;
        }

        int call = _calls.Count;
        _calls[read.Block] = call;
        events.Add(new ChatEvent.ToolCallStarted(0, call, read.CallId ?? "", sent.ClientToolName(name)));
    }

    /// <summary>Reads a piece of a block.</summary>
    public void Continue(in ConverseEvent read, List<ChatEvent> events)
    {
        if (read.Text is { } text)
        {
            AddText(read.Block, text, events);
        }

        if (read.Arguments is { } arguments)
        {
            AddArguments(read.Block, arguments, events);
        }

        if (read.Thought is { } thought)
        {
            _isThinking = true;
            events.Add(new ChatEvent.ReasoningDelta(0, thought));
        }

        if (read.Redacted is { } redacted)
        {
            events.Add(new ChatEvent.ReasoningRedacted(0, redacted, WireProtocol.BedrockConverse));
        }

        _signature += read.Signature;
    }

    /// <summary>Reads the end of a block.</summary>
    public void Stop(long block, List<ChatEvent> events)
    {
        if ((_calls.ContainsKey(block) || block == _answer) && !_withInput.Contains(block))
        {
            AddArguments(block, "{}", events);
        }

        if (block == _answer && sent.IsAnswerWrapped)
        {
            byte[] arguments = Encoding.UTF8.GetBytes(_wrapped.ToString());
            events.Add(new ChatEvent.TextDelta(0, Encoding.UTF8.GetString(InputSchema.Unwrap(arguments).Span)));
        }

        if (!string.IsNullOrEmpty(_signature))
        {
            // The text may be withheld: what is signed is then nothing, and has to come back as nothing.
            if (!_isThinking)
            {
                events.Add(new ChatEvent.ReasoningDelta(0, ""));
            }

            events.Add(new ChatEvent.ReasoningSigned(0, _signature, WireProtocol.BedrockConverse));
        }

        _signature = null;
        _isThinking = false;
        if (!_held.Contains(block))
        {
            events.Add(new ChatEvent.PartEnded(0));
        }
    }

    /// <summary>Why the answer ended, in the terms of the client: the call of a tool that stands in for the answer is no call.</summary>
    public FinishReason Finish(FinishReason reason, List<ChatEvent> events)
    {
        _heldText.Send(events);
        return reason == FinishReason.ToolCalls && _calls.Count == 0 && sent.AnswerTool is not null ? FinishReason.Stop : reason;
    }

    private void StartAnswer(long block, List<ChatEvent> events)
    {
        if (_answer is not null)
        {
            _held.Add(block);
            events.Add(new ChatEvent.Lost(new Loss(PlaceOf(block), AnswerTool.Beside)));
            return;
        }

        _answer = block;
        _heldText.Drop(events);
    }

    private void AddText(long block, string text, List<ChatEvent> events)
    {
        if (sent.AnswerTool is null)
        {
            events.Add(new ChatEvent.TextDelta(0, text));
        }
        else if (_answer is null)
        {
            if (_held.Add(block))
            {
                _heldText.Begin(PlaceOf(block));
            }

            _heldText.Add(text);
        }
        else if (_held.Add(block))
        {
            events.Add(new ChatEvent.Lost(new Loss(PlaceOf(block), AnswerTool.Beside)));
        }
    }

    private static string PlaceOf(long block) => string.Create(CultureInfo.InvariantCulture, $"$.output.message.content[{block}]");

    private void AddArguments(long block, string arguments, List<ChatEvent> events)
    {
        _withInput.Add(block);
        if (_calls.TryGetValue(block, out int call))
        {
            events.Add(new ChatEvent.ArgumentsDelta(0, call, arguments));
        }
        else if (block == _answer && sent.IsAnswerWrapped)
        {
            _wrapped.Append(arguments);
        }
        else if (block == _answer)
        {
            events.Add(new ChatEvent.TextDelta(0, arguments));
        }
    }
}
