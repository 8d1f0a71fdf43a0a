using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Writes the message of one choice: its texts as one, its calls, and its reasoning as vendors show it.</summary>
internal sealed class ChatAnswerEncoder(Utf8JsonWriter json, LossList losses, WireProtocol protocol, bool speaksOfFunctions)
{
    private readonly List<ContentPart> _calls = [];
    private StringBuilder? _content;
    private StringBuilder? _refusal;
    private StringBuilder? _reasoning;

    /// <summary>Writes the member <c>message</c>.</summary>
    public void Write(ChatChoice choice)
    {
        foreach (ContentPart part in choice.Parts)
        {
            Sort(part);
        }

        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, _content?.ToString());
        json.WriteString("refusal"u8, _refusal?.ToString());
        if (_reasoning is not null)
        {
            json.WriteString("reasoning_content"u8, _reasoning.ToString());
        }

        if (speaksOfFunctions)
        {
            WriteFunctionCall();
        }
        else
        {
            WriteCalls();
        }

        ChatProtocol.Extras.Write(json, choice.Extras, ChatPaths.ChoiceMessage(choice.Place.First).Message, losses);
        json.WriteEndObject();
    }

    private void Sort(ContentPart part)
    {
        switch (part)
        {
            case TextPart text:
                (_content ??= new StringBuilder()).Append(text.Text);
                losses.Add(part.Extras, ChatProtocol.NoCounterpart);
                break;
            case RefusalPart refusal:
                (_refusal ??= new StringBuilder()).Append(refusal.Text);
                break;
            case ReasoningPart reasoning:
                Take(reasoning);
                break;
            case ToolCallPart:
                _calls.Add(part);
                break;
            case NativePart { Protocol: WireProtocol.OpenAIChat } native when ChatPaths.IsCall(native):
                _calls.Add(part);
                break;
            default:
                losses.Add(part.Place, ChatProtocol.NoCounterpart);
                break;
        }
    }

    private void Take(ReasoningPart reasoning)
    {
        if (!string.IsNullOrEmpty(reasoning.Text))
        {
            (_reasoning ??= new StringBuilder()).Append(reasoning.Text);
        }

        if (reasoning.Signature is not null)
        {
            losses.Add(reasoning.SignaturePlace, ChatProtocol.NoCounterpart);
        }

        if (reasoning.Redacted is not null)
        {
            losses.Add(reasoning.Place, ChatProtocol.NoCounterpart);
        }

        losses.Add(reasoning.Extras, ChatProtocol.NoCounterpart);
    }

    private void WriteCalls()
    {
        if (_calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls"u8);
        foreach (ContentPart part in _calls)
        {
            if (part is not ToolCallPart call)
            {
                json.WriteRaw(((NativePart)part).Json);
                continue;
            }

            json.WriteStartObject();
            json.WriteString("id"u8, call.Id);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            WriteFunction(call);
            json.WriteEndObject();
            ChatProtocol.Extras.Write(json, call.Extras, call.Place, losses);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // Who speaks of functions knows of one call in a turn.
    private void WriteFunctionCall()
    {
        bool isWritten = false;
        foreach (ContentPart part in _calls)
        {
            if (isWritten || part is not ToolCallPart call)
            {
                losses.Add(part.Place, "a client that speaks of functions takes one call in a turn");
                continue;
            }

            json.WriteStartObject("function_call"u8);
            WriteFunction(call);
            json.WriteEndObject();
            isWritten = true;
        }
    }

    private void WriteFunction(ToolCallPart call)
    {
        bool isOwn = protocol == WireProtocol.OpenAIChat;
        json.WriteString("name"u8, call.Name);
        json.WriteString("arguments"u8, isOwn ? call.Arguments.Span : ToolArguments.Compact(ToolArguments.AsObject(call.Arguments)).Span);
        ChatProtocol.Extras.Write(json, call.Extras, call.Place.Member("function"), losses);
    }
}
