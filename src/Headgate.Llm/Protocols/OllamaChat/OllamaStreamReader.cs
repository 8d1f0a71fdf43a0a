using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>Reads a stream's lines, of which the last says <c>done</c> and what was used; a whole answer is such a line too.</summary>
internal sealed class OllamaStreamReader : StreamReading
{
    private long? _input;
    private long? _output;
    private bool _hasContent;

    /// <summary>True once a line had a message.</summary>
    public bool HasMessage { get; private set; }

    public override StreamEventKind Read(in SseEvent streamEvent)
    {
        if (streamEvent.Data.IsEmpty)
        {
            return StreamEventKind.Preamble;
        }

        _hasContent = false;
        try
        {
            JsonCursor line = new(streamEvent.Data, Produced);
            if (!line.EnterObject())
            {
                return StreamEventKind.Malformed;
            }

            while (line.NextMember(out ReadOnlySpan<byte> name))
            {
                ReadMember(name, ref line);
            }

            line.End();
        }
        catch (JsonException)
        {
            return StreamEventKind.Malformed;
        }

        if (Error is not null)
        {
            return StreamEventKind.Error;
        }

        Usage = (_input ?? _output) is null ? null : new Usage { InputText = _input, OutputText = _output };
        return _hasContent ? StreamEventKind.Content : IsComplete ? StreamEventKind.Finish : StreamEventKind.Preamble;
    }

    private void ReadMember(ReadOnlySpan<byte> name, ref JsonCursor value)
    {
        if (name.SequenceEqual("message"u8))
        {
            ReadMessage(ref value);
        }
        else if (name.SequenceEqual("done"u8))
        {
            IsComplete |= value.IsTruthy();
        }
        else if (name.SequenceEqual("prompt_eval_count"u8))
        {
            _input = value.Count() ?? _input;
        }
        else if (name.SequenceEqual("eval_count"u8))
        {
            _output = value.Count() ?? _output;
        }
        else if (name.SequenceEqual("error"u8))
        {
            Error = value.Text() is { } message ? new VendorError(null, null, message, null) : Error;
        }
        else
        {
            value.Skip();
        }
    }

    private void ReadMessage(ref JsonCursor message)
    {
        if (!message.EnterObject())
        {
            return;
        }

        HasMessage = true;
        while (message.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("role"u8))
            {
                message.Skip();
            }
            else
            {
                _hasContent |= message.HasText();
            }
        }
    }
}
