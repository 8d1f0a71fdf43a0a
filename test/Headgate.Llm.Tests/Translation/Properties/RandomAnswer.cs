using System.Text.Json.Nodes;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>
/// A random answer, whole and as the stream of it: text, thinking and calls in pieces of random length, calls interleaved where the protocol
/// allows.
/// </summary>
internal sealed class RandomAnswer
{
    private readonly Draws _draws;
    private readonly string? _thinking;
    private readonly string? _text;
    private readonly (string Id, string Name, string Arguments)[] _calls;
    private readonly int _input;
    private readonly int _output;

    public RandomAnswer(int seed)
    {
        _draws = new Draws(seed);
        _thinking = _draws.Chance(3) ? _draws.Text() : null;
        _calls = _draws.Chance(2) ? [.. _draws.Several(4, i => ($"call_{i}", _draws.Name(), _draws.Members(3).ToJsonString()))] : [];
        _text = _calls.Length == 0 || _draws.Chance(2) ? _draws.Text() : null;
        _input = 100 + _draws.Below(900);
        _output = 20 + _draws.Below(80);
    }

    private string ChatFinish => _calls.Length > 0 ? "tool_calls" : "stop";

    private JsonObject ChatUsage => new() { ["prompt_tokens"] = _input, ["completion_tokens"] = _output, ["total_tokens"] = _input + _output };

    /// <summary>The answer in a vendor's protocol.</summary>
    public string Whole(WireProtocol vendor) => vendor switch
    {
        WireProtocol.OpenAIChat => Chat(),
        WireProtocol.BedrockConverse => new RandomConverse(_thinking, _text, _calls, _input, _output).Whole(),
        WireProtocol.GeminiGenerateContent => new RandomGemini(_thinking, _text, _calls, _input, _output).Whole(),
        _ => Messages(),
    };

    /// <summary>The answer's stream in a vendor's protocol.</summary>
    public string Stream(WireProtocol vendor) => vendor switch
    {
        WireProtocol.OpenAIChat => ChatStream(),
        WireProtocol.BedrockConverse => new RandomConverse(_thinking, _text, _calls, _input, _output).Stream(Pieces),
        WireProtocol.GeminiGenerateContent => new RandomGemini(_thinking, _text, _calls, _input, _output).Stream(Pieces),
        _ => MessagesStream(),
    };

    /// <summary>The answer as a chat completion.</summary>
    public string Chat()
    {
        JsonObject message = new() { ["role"] = "assistant", ["content"] = _text, ["refusal"] = null };
        if (_thinking is not null)
            message["reasoning_content"] = _thinking;
        if (_calls.Length > 0)
            message["tool_calls"] = new JsonArray([.. _calls.Select(call => Call(call.Id, call.Name, call.Arguments))]);
        JsonObject choice = new() { ["index"] = 0, ["message"] = message, ["logprobs"] = null, ["finish_reason"] = ChatFinish };
        return ChatBody("chat.completion", choice, ChatUsage);
    }

    /// <summary>The answer as chunks.</summary>
    public string ChatStream()
    {
        List<JsonObject> deltas = [new() { ["role"] = "assistant", ["content"] = "" }];
        deltas.AddRange(Pieces(_thinking).Select(piece => new JsonObject { ["reasoning_content"] = piece }));
        deltas.AddRange(Pieces(_text).Select(piece => new JsonObject { ["content"] = piece }));
        deltas.AddRange(Interleaved());
        IEnumerable<string> chunks = deltas.Select(delta => Chunk(delta, null)).Append(Chunk([], ChatFinish));
        string last = ChatBody("chat.completion.chunk", choice: null, ChatUsage);
        return string.Concat(chunks.Append(last).Append("[DONE]").Select(data => $"data: {data}\n\n"));
    }

    /// <summary>The answer as Anthropic's message.</summary>
    public string Messages()
    {
        JsonObject message = Start(_output);
        message["content"] = new JsonArray([.. Blocks().Select(block => block.Whole)]);
        message["stop_reason"] = _calls.Length > 0 ? "tool_use" : "end_turn";
        return message.ToJsonString();
    }

    /// <summary>The answer as Anthropic's events.</summary>
    public string MessagesStream()
    {
        List<JsonObject> events = [new() { ["type"] = "message_start", ["message"] = Start(1) }];
        foreach (((JsonObject whole, JsonObject start, List<JsonObject> deltas), int index) in Blocks().Select((block, i) => (block, i)))
        {
            events.Add(new() { ["type"] = "content_block_start", ["index"] = index, ["content_block"] = start });
            if (_draws.Chance(3))
                events.Add(new() { ["type"] = "ping" });
            events.AddRange(deltas.Select(delta => new JsonObject { ["type"] = "content_block_delta", ["index"] = index, ["delta"] = delta }));
            events.Add(new() { ["type"] = "content_block_stop", ["index"] = index });
        }

        JsonObject end = new() { ["stop_reason"] = _calls.Length > 0 ? "tool_use" : "end_turn", ["stop_sequence"] = null };
        events.Add(new() { ["type"] = "message_delta", ["delta"] = end, ["usage"] = new JsonObject { ["output_tokens"] = _output } });
        events.Add(new() { ["type"] = "message_stop" });
        return string.Concat(events.Select(e => $"event: {e["type"]}\ndata: {e.ToJsonString()}\n\n"));
    }

    private static JsonObject Call(string id, string name, string arguments) => new()
    {
        ["id"] = id, ["type"] = "function", ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments },
    };

    private static string Chunk(JsonObject delta, string? finish)
    {
        JsonObject choice = new() { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finish };
        return ChatBody("chat.completion.chunk", choice, usage: null);
    }

    private static string ChatBody(string kind, JsonObject? choice, JsonObject? usage) => new JsonObject
    {
        ["id"] = "chatcmpl-7",
        ["object"] = kind,
        ["created"] = 1764000000,
        ["model"] = "m",
        ["choices"] = choice is null ? new JsonArray() : new JsonArray(choice),
        ["usage"] = usage,
    }.ToJsonString();

    private JsonObject Start(int output) => new()
    {
        ["id"] = "msg_7", ["type"] = "message", ["role"] = "assistant", ["model"] = "m", ["content"] = new JsonArray(),
        ["stop_reason"] = null, ["stop_sequence"] = null,
        ["usage"] = new JsonObject
        {
            ["input_tokens"] = _input, ["cache_creation_input_tokens"] = 0, ["cache_read_input_tokens"] = 0, ["output_tokens"] = output,
        },
    };

    private IEnumerable<(JsonObject Whole, JsonObject Start, List<JsonObject> Deltas)> Blocks()
    {
        if (_thinking is not null)
        {
            yield return (
                new() { ["type"] = "thinking", ["thinking"] = _thinking, ["signature"] = "" },
                new() { ["type"] = "thinking", ["thinking"] = "", ["signature"] = "" },
                [.. Pieces(_thinking).Select(piece => new JsonObject { ["type"] = "thinking_delta", ["thinking"] = piece })]);
        }

        if (_text is not null)
        {
            yield return (
                new() { ["type"] = "text", ["text"] = _text },
                new() { ["type"] = "text", ["text"] = "" },
                [.. Pieces(_text).Select(piece => new JsonObject { ["type"] = "text_delta", ["text"] = piece })]);
        }

        foreach ((string id, string name, string arguments) in _calls)
        {
            yield return (
                new() { ["type"] = "tool_use", ["id"] = id, ["name"] = name, ["input"] = JsonNode.Parse(arguments) },
                new() { ["type"] = "tool_use", ["id"] = id, ["name"] = name, ["input"] = new JsonObject() },
                [.. Pieces(arguments).Select(piece => new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = piece })]);
        }
    }

    // Calls start in order, and pieces of those begun come in any order.
    private IEnumerable<JsonObject> Interleaved()
    {
        List<Queue<JsonObject>> begun = [];
        int next = 0;
        while (next < _calls.Length || begun.Exists(pieces => pieces.Count > 0))
        {
            Queue<JsonObject>[] open = [.. begun.Where(pieces => pieces.Count > 0)];
            if (next < _calls.Length && (open.Length == 0 || _draws.Chance(3)))
            {
                int index = next++;
                JsonObject start = Call(_calls[index].Id, _calls[index].Name, "");
                start["index"] = index;
                begun.Add(new(Pieces(_calls[index].Arguments).Select(piece => new JsonObject
                {
                    ["index"] = index, ["function"] = new JsonObject { ["arguments"] = piece },
                })));
                yield return new() { ["tool_calls"] = new JsonArray(start) };
            }
            else
            {
                yield return new() { ["tool_calls"] = new JsonArray(_draws.Of([.. open]).Dequeue()) };
            }
        }
    }

    private IEnumerable<string> Pieces(string? text)
    {
        for (int at = 0; at < text?.Length;)
        {
            int length = Math.Min(1 + _draws.Below(7), text.Length - at);
            if (char.IsHighSurrogate(text[at + length - 1]))
                length++;
            yield return text.Substring(at, length);
            at += length;
        }
    }
}
