using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Writes a streamed answer for a client: https://platform.openai.com/docs/api-reference/chat/streaming, by the types of SDK 7.57 (2026-11-13). Each choice's
/// first chunk gives the role, its last the finish reason; the usage comes at the end, to clients that asked for it.
/// </summary>
internal sealed class ChatStreamEncoder(ChatRequest request, LossList losses) : IStreamEncoder
{
    private readonly Utf8JsonWriter _json = JsonOutput.Open(new ArrayBufferWriter<byte>());
    private readonly bool _speaksOfFunctions = ChatPaths.SpeaksOfFunctions(request);
    private readonly HashSet<int> _begun = [];
    private readonly Dictionary<int, bool> _hasCallsByOpenChoice = [];
    private readonly List<(int Choice, int Call)> _withoutArguments = [];
    private JsonEncodedText _id;
    private JsonEncodedText _model;
    private long _created;
    private string? _tier;
    private Usage? _usage;

    /// <inheritdoc />
    public void Write(ChatEvent chatEvent, IBufferWriter<byte> output)
    {
        switch (chatEvent)
        {
            case ChatEvent.Started started:
                Start(started, output);
                break;
            case ChatEvent.TextDelta text:
                WriteText("content"u8, text.Choice, text.Text, output);
                break;
            case ChatEvent.ReasoningDelta reasoning:
                WriteText("reasoning_content"u8, reasoning.Choice, reasoning.Text, output);
                break;
            case ChatEvent.RefusalDelta refusal:
                WriteText("refusal"u8, refusal.Choice, refusal.Text, output);
                break;
            case ChatEvent.ToolCallStarted call:
                WriteCall(call, output);
                break;
            case ChatEvent.ArgumentsDelta arguments:
                WriteArguments(arguments, output);
                break;
            case ChatEvent.Finished finished:
                WriteFinish(finished, output);
                break;
            case ChatEvent.UsageReported reported:
                _usage = reported.Usage;
                break;
            case ChatEvent.Ended:
                WriteEnd(output);
                break;
            default:
                Lose(chatEvent);
                break;
        }
    }

    private void Start(ChatEvent.Started started, IBufferWriter<byte> output)
    {
        _id = Encode(ChatAnswers.IdOf(started.Id, started.Protocol));
        _model = Encode(started.Model ?? request.Model);
        _created = started.Created?.ToUnixTimeSeconds() ?? 0;
        _tier = ChatAnswers.TierOf(started.ServiceTier, losses);
        _usage = started.Usage;
        Begin(0, output);
    }

    private static JsonEncodedText Encode(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    // A choice's role, before anything else of it.
    private void Begin(int choice, IBufferWriter<byte> output)
    {
        if (_begun.Add(choice))
        {
            _hasCallsByOpenChoice.Add(choice, false);
            OpenDelta(choice, output);
            _json.WriteString("role"u8, "assistant"u8);
            _json.WriteString("content"u8, ""u8);
            CloseDelta(output);
        }
    }

    private void WriteText(ReadOnlySpan<byte> name, int choice, string text, IBufferWriter<byte> output)
    {
        if (text.Length == 0)
        {
            return;
        }

        Begin(choice, output);
        OpenDelta(choice, output);
        _json.WriteString(name, text);
        CloseDelta(output);
    }

    private void WriteCall(ChatEvent.ToolCallStarted call, IBufferWriter<byte> output)
    {
        if (IsBeyondFunctions(call.Call))
        {
            losses.Add($"$.choices[*].delta.tool_calls[{call.Call}]", "a client that speaks of functions takes one call in a turn");
            return;
        }

        Begin(call.Choice, output);
        _hasCallsByOpenChoice[call.Choice] = true;
        _withoutArguments.Add((call.Choice, call.Call));
        OpenDelta(call.Choice, output);
        OpenCall(call.Call, call.Id);
        _json.WriteString("name"u8, call.Name);
        _json.WriteString("arguments"u8, ""u8);
        CloseCall();
        CloseDelta(output);
    }

    private void WriteArguments(ChatEvent.ArgumentsDelta arguments, IBufferWriter<byte> output)
    {
        if (arguments.Fragment.Length > 0 && !IsBeyondFunctions(arguments.Call))
        {
            _withoutArguments.Remove((arguments.Choice, arguments.Call));
            WriteArguments(arguments.Choice, arguments.Call, arguments.Fragment, output);
        }
    }

    private void WriteArguments(int choice, int call, string fragment, IBufferWriter<byte> output)
    {
        OpenDelta(choice, output);
        OpenCall(call, id: null);
        _json.WriteString("arguments"u8, fragment);
        CloseCall();
        CloseDelta(output);
    }

    private bool IsBeyondFunctions(int call) => _speaksOfFunctions && call > 0;

    private void OpenCall(int call, string? id)
    {
        if (_speaksOfFunctions)
        {
            _json.WriteStartObject("function_call"u8);
            return;
        }

        _json.WriteStartArray("tool_calls"u8);
        _json.WriteStartObject();
        _json.WriteNumber("index"u8, call);
        if (id is not null)
        {
            _json.WriteString("id"u8, id);
            _json.WriteString("type"u8, "function"u8);
        }

        _json.WriteStartObject("function"u8);
    }

    private void CloseCall()
    {
        _json.WriteEndObject();
        if (!_speaksOfFunctions)
        {
            _json.WriteEndObject();
            _json.WriteEndArray();
        }
    }

    private void WriteFinish(ChatEvent.Finished finished, IBufferWriter<byte> output)
    {
        Begin(finished.Choice, output);
        _hasCallsByOpenChoice.Remove(finished.Choice);
        for (int i = 0; i < _withoutArguments.Count; i++)
        {
            (int choice, int call) = _withoutArguments[i];
            if (choice == finished.Choice)
            {
                WriteArguments(choice, call, "{}", output);
            }
        }

        if (finished.Reason == FinishReason.Pause)
        {
            losses.Add("$.stop_reason", ChatFinish.PauseIsLost);
        }

        OpenDelta(finished.Choice, output);
        CloseDelta(output, finished);
    }

    private void WriteEnd(IBufferWriter<byte> output)
    {
        // OpenAI's own client takes a stream whose choices have not all finished for a broken one.
        foreach ((int choice, bool hasCalls) in _hasCallsByOpenChoice)
        {
            losses.Add("$.stop_reason", ChatFinish.WordIsMissing);
            WriteFinish(new ChatEvent.Finished(choice, ChatFinish.Settle(reason: null, hasCalls), StopSequence: null), output);
        }

        if (request.WantsUsage && _usage is not null)
        {
            OpenChunk(output);
            _json.WriteStartArray("choices"u8);
            _json.WriteEndArray();
            ChatUsageEncoder.Write(_usage, [], _json, losses);
            CloseChunk(output);
        }

        output.Write("data: [DONE]\n\n"u8);
    }

    private void Lose(ChatEvent chatEvent)
    {
        switch (chatEvent)
        {
            case ChatEvent.Lost lost:
                losses.Add(lost.Loss.Path, lost.Loss.Reason);
                break;
            case ChatEvent.ReasoningSigned signed:
                losses.Add(signed.Place, ChatProtocol.NoCounterpart);
                break;
            case ChatEvent.ReasoningRedacted:
                losses.Add("$.content[*].data", ChatProtocol.NoCounterpart);
                break;
        }
    }

    private void OpenChunk(IBufferWriter<byte> output)
    {
        output.Write("data: "u8);
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteString("id"u8, _id);
        _json.WriteString("object"u8, "chat.completion.chunk"u8);
        _json.WriteNumber("created"u8, _created);
        _json.WriteString("model"u8, _model);
        if (_tier is not null)
        {
            _json.WriteString("service_tier"u8, _tier);
        }
    }

    private void CloseChunk(IBufferWriter<byte> output)
    {
        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n\n"u8);
    }

    private void OpenDelta(int choice, IBufferWriter<byte> output)
    {
        OpenChunk(output);
        _json.WriteStartArray("choices"u8);
        _json.WriteStartObject();
        _json.WriteNumber("index"u8, choice);
        _json.WriteStartObject("delta"u8);
    }

    private void CloseDelta(IBufferWriter<byte> output, ChatEvent.Finished? finished = null)
    {
        _json.WriteEndObject();
        _json.WriteNull("logprobs"u8);
        if (finished is null)
        {
            _json.WriteNull(ChatFinish.Member);
        }
        else
        {
            _json.WriteString(ChatFinish.Member, ChatFinish.WordOf(finished.Reason, _speaksOfFunctions));
        }

        if (finished?.StopSequence is { } sequence)
        {
            _json.WriteString("stop_reason"u8, sequence);
        }

        _json.WriteEndObject();
        _json.WriteEndArray();
        if (request.WantsUsage)
        {
            _json.WriteNull("usage"u8);
        }

        CloseChunk(output);
    }
}
