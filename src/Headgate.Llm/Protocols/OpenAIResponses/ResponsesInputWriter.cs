using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>
/// Writes the conversation as items. What a model made in one go is one message of the hub and several items here; a call that nothing answers is
/// said to have been interrupted, or the vendor would refuse the conversation. What is said of a call that was never made is said by the user.
/// </summary>
internal sealed class ResponsesInputWriter(ResponsesDraft draft)
{
    private const string ErrorMark = "[tool error]";

    private readonly ResponsesContentWriter _content = new(draft);
    private readonly List<(string Id, bool IsFreeform)> _open = [];

    private Utf8JsonWriter Json => draft.Json;

    /// <summary>Writes <c>instructions</c>, where the client had them, and <c>input</c>.</summary>
    public void Write(ImmutableArray<Message> messages)
    {
        int start = 0;
        if (draft.IsOwn && messages is [{ Place: var place, Parts: [TextPart instructions] }, ..] && place == ResponsesPaths.Instructions)
        {
            Json.WriteString("instructions"u8, instructions.Text);
            start = 1;
        }

        if (draft.IsOwn && messages.Length == start + 1 && messages[start].Place.ToString() == "$.input")
        {
            Json.WriteString("input"u8, ((TextPart)messages[start].Parts[0]).Text);
            return;
        }

        Json.WriteStartArray("input"u8);
        foreach (Message message in messages[start..])
        {
            Write(message);
        }

        EndRun();
        Json.WriteEndArray();
    }

    private void Write(Message message)
    {
        bool hasResults = false;
        foreach (ContentPart part in message.Parts)
        {
            if (part is ToolResultPart result)
            {
                hasResults = true;
                WriteResult(result);
            }
        }

        ImmutableArray<ContentPart> said = hasResults ? message.Parts.RemoveAll(part => part is ToolResultPart) : message.Parts;
        if (message.Name is not null)
        {
            draft.Losses.Add(message.Place.Member("name"), ResponsesProtocol.NoCounterpart);
        }

        ResponsesProtocol.Extras.NameForeign(message.Extras, draft.Losses);
        if (hasResults && said.IsEmpty)
        {
            return;
        }

        if (message.Role == Role.Assistant)
        {
            WriteTurn(message, said);
        }
        else
        {
            EndRun();
            WriteMessage(RoleOf(message.Role), "input_text"u8, _content.Accept(said), message.Extras, message.Place);
        }
    }

    private void WriteTurn(Message message, ImmutableArray<ContentPart> parts)
    {
        List<ContentPart> texts = [];
        foreach (ContentPart part in parts)
        {
            if (part is not (ReasoningPart or ToolCallPart or NativePart))
            {
                if (texts.Count > 0 && draft.IsOwn && !ResponsesPaths.AreOfOneItem(texts[0].Place, part.Place))
                {
                    WriteTexts(message, texts);
                }

                texts.Add(part);
                continue;
            }

            WriteTexts(message, texts);
            WriteItem(part);
        }

        WriteTexts(message, texts);
    }

    private void WriteItem(ContentPart part)
    {
        switch (part)
        {
            case ReasoningPart reasoning:
                WriteReasoning(reasoning);
                break;
            case ToolCallPart call:
                WriteCall(call);
                break;
            case NativePart { Protocol: WireProtocol.OpenAIResponses } native:
                Json.WriteRaw(native.Json);
                break;
            default:
                draft.Losses.Add(part.Place, ResponsesProtocol.NoCounterpart);
                break;
        }
    }

    private void WriteTexts(Message message, List<ContentPart> texts)
    {
        List<ContentPart> accepted = _content.Accept(texts.Where(part => IsSaidByModel(part)));
        if (accepted.Count > 0)
        {
            WriteMessage("assistant"u8, "output_text"u8, accepted, message.Extras, ResponsesPaths.ItemOf(texts[0].Place));
        }

        texts.Clear();
    }

    private bool IsSaidByModel(ContentPart part)
    {
        bool isText = draft.IsOwn || part is TextPart or RefusalPart;
        if (!isText)
        {
            draft.Losses.Add(part.Place, "in Responses a model's message holds text");
        }

        return isText && part is not TextPart { Text: "" };
    }

    private void WriteMessage(
        ReadOnlySpan<byte> role, ReadOnlySpan<byte> textType, List<ContentPart> content, ImmutableArray<Extra> extras, JsonPlace item)
    {
        if (content.Count == 0 && !draft.IsOwn)
        {
            return;
        }

        Json.WriteStartObject();
        Json.WriteString("type"u8, "message"u8);
        Json.WriteString("role"u8, role);
        Json.WritePropertyName("content"u8);
        _content.Write(content, textType);
        ResponsesProtocol.Extras.Write(Json, extras, item);
        Json.WriteEndObject();
    }

    // Only OpenAI's own sealed reasoning can be sent back to it.
    private void WriteReasoning(ReasoningPart reasoning)
    {
        if (reasoning.SignedBy != WireProtocol.OpenAIResponses && !draft.IsOwn)
        {
            draft.Losses.Add(reasoning.Place, "OpenAI takes back only reasoning that it has sealed");
            return;
        }

        _content.LoseForeign(reasoning);
        ThoughtWriter.Write(reasoning, Json);
    }

    private void WriteCall(ToolCallPart call)
    {
        _content.LoseForeign(call);
        _open.Add((call.Id, call.IsFreeform));
        Tool? tool = ToolNaming.Find(draft.Request.Tools, call.Name);
        Json.WriteStartObject();
        Json.WriteString("type"u8, call.IsFreeform ? "custom_tool_call"u8 : "function_call"u8);
        Json.WriteString("call_id"u8, CallId(call.Id));
        Json.WriteString("name"u8, tool?.Group is { } group ? group.NameWithin(call.Name) : draft.Names.Fit(call.Name));
        if (tool?.Group is { } named)
        {
            Json.WriteString("namespace"u8, named.Name);
        }

        if (call.IsFreeform)
        {
            Json.WriteString("input"u8, call.Arguments.Span);
        }
        else
        {
            Json.WriteString("arguments"u8, draft.IsOwn ? call.Arguments.Span : ToolArguments.Compact(ToolArguments.AsObject(call.Arguments)).Span);
        }

        ResponsesProtocol.Extras.Write(Json, call.Extras, call.Place);
        Json.WriteEndObject();
    }

    private void WriteResult(ToolResultPart result)
    {
        List<ContentPart> output = _content.Accept(result.Content);
        _content.LoseForeign(result);
        if (result.IsError == true)
        {
            Lead(ErrorMark, output);
        }

        int call = _open.FindIndex(open => open.Id == result.CallId);
        if (call < 0 && !draft.IsOwn)
        {
            EndRun();
            Lead($"[result of tool call {result.CallId}]", output);
            WriteMessage("user"u8, "input_text"u8, output, [], default);
            return;
        }

        if (call >= 0)
        {
            _open.RemoveAt(call);
        }

        OpenResult(result.CallId, result.IsFreeform);
        if (output.Count == 0)
        {
            Json.WriteStringValue(""u8);
        }
        else
        {
            _content.Write(output, "input_text"u8);
        }

        ResponsesProtocol.Extras.Write(Json, result.Extras, result.Place);
        Json.WriteEndObject();
    }

    // Somebody else than the model or a tool speaks, or nobody.
    private void EndRun()
    {
        if (!draft.IsOwn)
        {
            foreach ((string id, bool isFreeform) in _open)
            {
                OpenResult(id, isFreeform);
                Json.WriteStringValue("No result: the call was interrupted."u8);
                Json.WriteEndObject();
            }
        }

        _open.Clear();
    }

    private void OpenResult(string callId, bool isFreeform)
    {
        Json.WriteStartObject();
        Json.WriteString("type"u8, isFreeform ? "custom_tool_call_output"u8 : "function_call_output"u8);
        Json.WriteString("call_id"u8, CallId(callId));
        Json.WritePropertyName("output"u8);
    }

    private static void Lead(string words, List<ContentPart> output)
    {
        if (output is [TextPart first, ..])
        {
            output[0] = first with { Text = $"{words} {first.Text}" };
        }
        else
        {
            output.Insert(0, new TextPart(words));
        }
    }

    private string CallId(string id) => draft.IsOwn ? id : FittedName.Fit(id, ResponsesDraft.LongestName);

    private static ReadOnlySpan<byte> RoleOf(Role role) => role switch
    {
        Role.System => "system"u8,
        Role.Developer => "developer"u8,
        _ => "user"u8,
    };
}
