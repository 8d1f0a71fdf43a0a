using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Writes a message of the model's own: content, refusal, calls of tools and, where the vendor wants it back, its reasoning.
/// https://api-docs.deepseek.com/guides/thinking_mode, an excerpt of 2026-11-22.
/// </summary>
internal sealed class ChatAssistantEncoder(ChatDraft draft)
{
    private readonly ChatPartEncoder _parts = new(draft);
    private readonly List<ContentPart> _content = [];
    private readonly List<ContentPart> _calls = [];
    private readonly StringBuilder _reasoning = new();
    private string? _refusal;

    private Utf8JsonWriter Json => draft.Json;

    /// <summary>Writes the message.</summary>
    /// <param name="message">A message of the assistant's.</param>
    /// <param name="isLast">True when it ends the conversation: the model is to go on with it.</param>
    public void Write(Message message, bool isLast)
    {
        Sort(message);
        Json.WriteStartObject();
        Json.WriteString("role"u8, "assistant"u8);
        Json.WritePropertyName("content"u8);
        if (_content.Count == 0 && (draft.IsOwn || _calls.Count > 0))
        {
            Json.WriteNullValue();
        }
        else
        {
            _parts.Write(_content);
        }

        if (_refusal is not null)
        {
            Json.WriteString("refusal"u8, _refusal);
        }

        if (_reasoning.Length > 0)
        {
            Json.WriteString("reasoning_content"u8, _reasoning.ToString());
        }

        WriteCalls();
        if (isLast && draft.PrefillMark is { } mark and not VendorRow.FinalMessageGoesOn)
        {
            Json.WriteBoolean(mark, true);
        }

        draft.WriteName(message);
        draft.WriteExtras(message);
        Json.WriteEndObject();
    }

    private void Sort(Message message)
    {
        _content.Clear();
        _calls.Clear();
        _reasoning.Clear();
        _refusal = null;
        foreach (ContentPart part in message.Parts)
        {
            switch (part)
            {
                case ReasoningPart reasoning:
                    Take(reasoning);
                    break;
                case ToolCallPart:
                    _parts.LoseForeign(part);
                    _calls.Add(part);
                    break;
                case NativePart native when ChatPaths.IsCall(native):
                    _calls.Add(part);
                    break;
                case RefusalPart refusal when !ChatPaths.IsContent(part):
                    _refusal += draft.Takes("messages.refusal", part.Place.ToString()) ? refusal.Text : null;
                    break;
                case ToolResultPart:
                    break;
                default:
                    TakeContent(part);
                    break;
            }
        }
    }

    // Models speak text; what else other protocols have in their messages would be refused here.
    private void TakeContent(ContentPart part)
    {
        if (!draft.IsOwn && part is not TextPart)
        {
            draft.Losses.Add(part.Place, "in chat completions a model's message holds text");
        }
        else if (_parts.Accept(part) is { } accepted)
        {
            _content.Add(accepted);
        }
    }

    private void Take(ReasoningPart part)
    {
        if (!draft.Vendor.ReplaysReasoning || part.Text is null)
        {
            draft.Losses.Add(part.Place, $"{draft.Vendor.Type} takes no such reasoning back");
            return;
        }

        _parts.LoseForeign(part);
        _reasoning.Append(part.Text);
        if (part.Signature is not null)
        {
            draft.Losses.Add(part.SignaturePlace, "it means nothing to another vendor");
        }
    }

    private void WriteCalls()
    {
        if (_calls.Count == 0)
        {
            return;
        }

        Json.WriteStartArray("tool_calls"u8);
        foreach (ContentPart part in _calls)
        {
            if (part is ToolCallPart call)
            {
                WriteCall(call);
            }
            else
            {
                Json.WriteRaw(((NativePart)part).Json);
            }
        }

        Json.WriteEndArray();
    }

    private void WriteCall(ToolCallPart call)
    {
        Json.WriteStartObject();
        Json.WriteString("id"u8, draft.CallId(call.Id));
        Json.WriteString("type"u8, "function"u8);
        Json.WriteStartObject("function"u8);
        Json.WriteString("name"u8, draft.Names.Fit(call.Name));
        Json.WriteString("arguments"u8, draft.IsOwn ? call.Arguments.Span : ToolArguments.Compact(ToolArguments.AsObject(call.Arguments)).Span);
        draft.WriteExtras(call.Extras, call.Place.Member("function"));
        Json.WriteEndObject();
        draft.WriteExtras(call.Extras, call.Place);
        Json.WriteEndObject();
    }
}
