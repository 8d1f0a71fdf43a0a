using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.BedrockConverse;

/// <summary>One frame's payload, read in one pass whatever the order of its members. Valid as long as the frame.</summary>
internal ref struct ConverseEvent
{
    /// <summary>The block's number; 0 when it is none's.</summary>
    public long Block { get; private set; }

    /// <summary>The call's id; null when no call begins.</summary>
    public string? CallId { get; private set; }

    /// <summary>The tool called; null when no call begins.</summary>
    public string? CallName { get; private set; }

    /// <summary>A piece of a call's arguments; null when there is none.</summary>
    public string? Arguments { get; private set; }

    /// <summary>A piece of text; null when there is none.</summary>
    public string? Text { get; private set; }

    /// <summary>A piece of thinking; null when there is none.</summary>
    public string? Thought { get; private set; }

    /// <summary>A piece of the signature of the thinking; null when there is none.</summary>
    public string? Signature { get; private set; }

    /// <summary>Thinking that only its vendor can read; null when there is none.</summary>
    public string? Redacted { get; private set; }

    /// <summary>Why the answer ended; null when it has not.</summary>
    public string? StopReason { get; private set; }

    /// <summary>The class of service given; null when it was not said.</summary>
    public string? ServiceTier { get; private set; }

    /// <summary>The meters as they stand; empty when there are none.</summary>
    public ReadOnlySpan<byte> Usage { get; private set; }

    /// <summary>What the hub has no event for, by its place in the event; null when there is nothing.</summary>
    public List<string>? Unknown { get; private set; }

    /// <summary>Reads a payload.</summary>
    public static ConverseEvent Read(ReadOnlySpan<byte> payload)
    {
        ConverseEvent read = default;
        JsonCursor cursor = new(payload);
        bool isObject = cursor.EnterObject();
        while (isObject && cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            read.ReadMember(name, ref cursor);
        }

        return read;
    }

    private void ReadMember(ReadOnlySpan<byte> name, ref JsonCursor value)
    {
        if (name.SequenceEqual("contentBlockIndex"u8))
        {
            Block = value.Count() ?? 0;
        }
        else if (name.SequenceEqual("delta"u8) || name.SequenceEqual("start"u8))
        {
            ReadPart(ref value, Encoding.UTF8.GetString(name));
        }
        else if (name.SequenceEqual("stopReason"u8))
        {
            StopReason = value.Text();
        }
        else if (name.SequenceEqual("usage"u8))
        {
            Usage = value.Raw();
        }
        else if (name.SequenceEqual("serviceTier"u8))
        {
            ReadTier(ref value);
        }
        else if (name.SequenceEqual("role"u8) || name.SequenceEqual("metrics"u8) || name.SequenceEqual("p"u8))
        {
            value.Skip(); // whose answer it is, how long it took, and padding
        }
        else
        {
            Note(Encoding.UTF8.GetString(name), ref value);
        }
    }

    private void ReadPart(ref JsonCursor part, string parent)
    {
        bool isObject = part.EnterObject();
        while (isObject && part.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("text"u8))
            {
                Text = part.Text();
            }
            else if (name.SequenceEqual("toolUse"u8))
            {
                ReadCall(ref part, parent);
            }
            else if (name.SequenceEqual("reasoningContent"u8))
            {
                ReadThinking(ref part, parent);
            }
            else
            {
                Note($"{parent}.{Encoding.UTF8.GetString(name)}", ref part);
            }
        }
    }

    private void ReadCall(ref JsonCursor call, string parent)
    {
        bool isObject = call.EnterObject();
        while (isObject && call.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("toolUseId"u8))
            {
                CallId = call.Text();
            }
            else if (name.SequenceEqual("name"u8))
            {
                CallName = call.Text();
            }
            else if (name.SequenceEqual("input"u8))
            {
                Arguments = call.Text();
            }
            else
            {
                Note($"{parent}.toolUse.{Encoding.UTF8.GetString(name)}", ref call);
            }
        }
    }

    private void ReadThinking(ref JsonCursor thinking, string parent)
    {
        bool isObject = thinking.EnterObject();
        while (isObject && thinking.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("text"u8))
            {
                Thought = thinking.Text();
            }
            else if (name.SequenceEqual("signature"u8))
            {
                Signature = thinking.Text();
            }
            else if (name.SequenceEqual("redactedContent"u8))
            {
                Redacted = thinking.Text();
            }
            else
            {
                Note($"{parent}.reasoningContent.{Encoding.UTF8.GetString(name)}", ref thinking);
            }
        }
    }

    private void ReadTier(ref JsonCursor tier)
    {
        bool isObject = tier.EnterObject();
        while (isObject && tier.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("type"u8))
            {
                ServiceTier = tier.Text();
            }
            else
            {
                Note($"serviceTier.{Encoding.UTF8.GetString(name)}", ref tier);
            }
        }
    }

    private void Note(string path, ref JsonCursor value)
    {
        if (value.Kind != JsonTokenType.Null)
        {
            (Unknown ??= []).Add(path);
        }

        value.Skip();
    }
}
