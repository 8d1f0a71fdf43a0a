using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>
/// One object of an answer: a line of a stream, or the whole: https://docs.ollama.com/api/chat, by docs/api.md of its repository, read 2026-11-22.
/// </summary>
internal sealed class OllamaLine
{
    private static readonly JsonPlace Message = new("$.message");
    private static readonly JsonPlace Call = new("$.message.tool_calls[{0}]");

    private ExtraList _extras = new(WireProtocol.OllamaChat);

    /// <summary>The model; null when not said.</summary>
    public string? Model { get; private set; }

    /// <summary>The moment as it was written; null when not said.</summary>
    public string? CreatedAt { get; private set; }

    /// <summary>The moment; null when there is no such.</summary>
    public DateTimeOffset? Created =>
        DateTimeOffset.TryParse(CreatedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment) ? moment : null;

    /// <summary>What is said; empty when nothing is.</summary>
    public string Content { get; private set; } = "";

    /// <summary>What is thought; empty when nothing is.</summary>
    public string Thinking { get; private set; } = "";

    /// <summary>The calls: ids are empty where the vendor gave none.</summary>
    public ImmutableArray<ToolCallPart> Calls { get; private set; } = [];

    /// <summary>True when the answer has ended.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why it has ended; null when not said.</summary>
    public string? DoneReason { get; private set; }

    /// <summary>What was used; null when not said.</summary>
    public Usage? Usage { get; private set; }

    /// <summary>What has no place in the hub: durations, and what later versions add.</summary>
    public ImmutableArray<Extra> Extras => _extras.ToImmutable();

    /// <summary>Reads an object.</summary>
    /// <exception cref="UnreadableException">It is not what the protocol says.</exception>
    public static OllamaLine Read(ReadOnlyMemory<byte> json, SentRequest sent)
    {
        try
        {
            OllamaLine line = new();
            JsonWalk walk = new(json);
            walk.EnterObject(default);
            while (walk.NextGiven(out ReadOnlySpan<byte> name))
            {
                line.ReadMember(name, ref walk, sent);
            }

            return line;
        }
        catch (JsonException)
        {
            throw JsonWalk.Refuse(default, "is no JSON");
        }
    }

    private void ReadMember(ReadOnlySpan<byte> name, ref JsonWalk walk, SentRequest sent)
    {
        if (name.SequenceEqual("model"u8))
        {
            Model = walk.Text(new JsonPlace("$.model"));
        }
        else if (name.SequenceEqual("created_at"u8))
        {
            CreatedAt = walk.Text(new JsonPlace("$.created_at"));
        }
        else if (name.SequenceEqual("message"u8))
        {
            ReadMessage(ref walk, sent);
        }
        else if (name.SequenceEqual("done"u8))
        {
            IsDone = walk.Flag(new JsonPlace("$.done"));
        }
        else if (name.SequenceEqual("done_reason"u8))
        {
            DoneReason = walk.Text(new JsonPlace("$.done_reason"));
        }
        else if (name.SequenceEqual("prompt_eval_count"u8))
        {
            Usage = (Usage ?? new Usage()) with { InputText = Math.Max(0, walk.Whole(new JsonPlace("$.prompt_eval_count"))) };
        }
        else if (name.SequenceEqual("eval_count"u8))
        {
            Usage = (Usage ?? new Usage()) with { OutputText = Math.Max(0, walk.Whole(new JsonPlace("$.eval_count"))) };
        }
        else
        {
            _extras.Take(name, ref walk, default);
        }
    }

    private void ReadMessage(ref JsonWalk walk, SentRequest sent)
    {
        walk.EnterObject(Message);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("content"u8))
            {
                Content = walk.Text(Message.Member("content"));
            }
            else if (name.SequenceEqual("thinking"u8))
            {
                Thinking = walk.Text(Message.Member("thinking"));
            }
            else if (name.SequenceEqual("tool_calls"u8))
            {
                Calls = ReadCalls(ref walk, sent);
            }
            else if (name.SequenceEqual("role"u8))
            {
                walk.Skip();
            }
            else
            {
                _extras.Take(name, ref walk, Message);
            }
        }
    }

    private ImmutableArray<ToolCallPart> ReadCalls(ref JsonWalk walk, SentRequest sent)
    {
        walk.EnterArray(Message.Member("tool_calls"));
        ImmutableArray<ToolCallPart>.Builder calls = ImmutableArray.CreateBuilder<ToolCallPart>();
        while (walk.NextElement())
        {
            calls.Add(ReadCall(ref walk, Call with { First = calls.Count }, sent));
        }

        return calls.ToImmutable();
    }

    private ToolCallPart ReadCall(ref JsonWalk walk, JsonPlace place, SentRequest sent)
    {
        string id = "";
        string? called = null;
        ReadOnlyMemory<byte> arguments = "{}"u8.ToArray();
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("id"u8))
            {
                id = walk.Text(place.Member("id"));
            }
            else if (name.SequenceEqual("function"u8))
            {
                ReadFunction(ref walk, place.Member("function"), ref called, ref arguments);
            }
            else if (name.SequenceEqual("type"u8))
            {
                walk.Skip();
            }
            else
            {
                _extras.Take(name, ref walk, place);
            }
        }

        return new ToolCallPart(id, sent.ClientToolName(called ?? throw JsonWalk.Refuse(place.Member("function"), "is missing")), arguments) { Place = place };
    }

    private void ReadFunction(ref JsonWalk walk, JsonPlace place, ref string? called, ref ReadOnlyMemory<byte> arguments)
    {
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("name"u8))
            {
                called = walk.Text(place.Member("name"));
            }
            else if (name.SequenceEqual("arguments"u8))
            {
                arguments = walk.Raw();
            }
            else if (name.SequenceEqual("index"u8))
            {
                walk.Skip();
            }
            else
            {
                _extras.Take(name, ref walk, place);
            }
        }
    }
}
