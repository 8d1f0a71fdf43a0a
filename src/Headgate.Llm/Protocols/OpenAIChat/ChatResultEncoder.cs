using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Writes what tools gave, one message per call, right after the calls. A call that nothing answers is said to have been interrupted, or the
/// vendor would refuse the conversation. What a tool's message cannot hold (images, documents, the answer to no call) follows in a message
/// of the user's. A failure is told by the text's beginning.
/// </summary>
internal sealed class ChatResultEncoder(ChatDraft draft)
{
    private const string ErrorMark = "[tool error]";
    private const string NoCall = "the message answers no call, and is told by the user";

    private readonly ChatPartEncoder _parts = new(draft);
    private readonly List<string> _expected = [];
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private readonly List<ContentPart> _texts = [];
    private readonly List<ContentPart> _media = [];
    private readonly List<ContentPart> _afterwards = [];

    private Utf8JsonWriter Json => draft.Json;

    /// <summary>Notes the calls of a message that has been written.</summary>
    public void Expect(Message message)
    {
        foreach (ContentPart part in message.Parts)
        {
            if (part is ToolCallPart call)
            {
                Expect(call.Id);
            }
            else if (part is NativePart native && ChatPaths.IsCall(native) && JsonScan.OfObject(native.Json).GetString("id"u8) is { } id)
            {
                Expect(id);
            }
        }
    }

    /// <summary>Writes the results in a message; true when there are any.</summary>
    public bool Write(Message message)
    {
        bool hasResults = false;
        foreach (ContentPart part in message.Parts)
        {
            if (part is ToolResultPart result)
            {
                hasResults = true;
                Sort(result);
                Write(result, message);
            }
        }

        if (hasResults && !draft.IsOwn)
        {
            draft.Losses.Add(message.Extras, ChatProtocol.NoCounterpart);
        }

        return hasResults;
    }

    /// <summary>Ends a run of results: something else follows, or nothing.</summary>
    public void EndRun()
    {
        foreach (string id in _expected.Where(Close))
        {
            Json.WriteStartObject();
            Json.WriteString("role"u8, "tool"u8);
            Json.WriteString("tool_call_id"u8, draft.CallId(id));
            Json.WriteString("content"u8, "No result: the call was interrupted."u8);
            Json.WriteEndObject();
        }

        _expected.Clear();
        _open.Clear();
        if (_afterwards.Count == 0)
        {
            return;
        }

        Json.WriteStartObject();
        Json.WriteString("role"u8, "user"u8);
        Json.WritePropertyName("content"u8);
        _parts.Write(_afterwards);
        Json.WriteEndObject();
        _afterwards.Clear();
    }

    private void Expect(string id)
    {
        _expected.Add(id);
        _open[id] = _open.GetValueOrDefault(id) + 1;
    }

    // True when a call was open by this id, which one result answers.
    private bool Close(string id)
    {
        if (_open.GetValueOrDefault(id) == 0)
        {
            return false;
        }

        _open[id]--;
        return true;
    }

    private void Sort(ToolResultPart result)
    {
        _texts.Clear();
        _media.Clear();
        foreach (ContentPart part in result.Content)
        {
            if (_parts.Accept(part) is { } accepted)
            {
                (accepted is TextPart or NativePart ? _texts : _media).Add(accepted);
            }
        }

        if (result.IsError == true)
        {
            Lead(ErrorMark, _texts);
        }

        MarkCache(result);
        draft.Losses.Add(result.Extras, ChatProtocol.NoCounterpart);
    }

    private void Write(ToolResultPart result, Message message)
    {
        if (!Close(result.CallId))
        {
            TellAfterwards(result, message);
            return;
        }

        if (_media.Count > 0)
        {
            if (_texts.Count == 0)
            {
                Lead("[see the next message of the user]", _texts);
            }

            _afterwards.Add(new TextPart($"[content of tool call {result.CallId}]"));
            _afterwards.AddRange(_media);
        }

        Json.WriteStartObject();
        Json.WriteString("role"u8, "tool"u8);
        Json.WriteString("tool_call_id"u8, draft.CallId(result.CallId));
        Json.WritePropertyName("content"u8);
        _parts.Write(_texts);
        if (message.Role == Role.Tool)
        {
            draft.WriteName(message);
            draft.WriteExtras(message);
        }

        Json.WriteEndObject();
    }

    private void TellAfterwards(ToolResultPart result, Message message)
    {
        Lead($"[result of tool call {result.CallId}]", _texts);
        _afterwards.AddRange(_texts);
        _afterwards.AddRange(_media);
        draft.Losses.Add(message.Extras, NoCall);
        if (message.Name is not null)
        {
            draft.Losses.Add(message.Place.Member("name"), NoCall);
        }
    }

    // Puts words before the first text.
    private static void Lead(string words, List<ContentPart> texts)
    {
        if (texts is [TextPart first, ..])
        {
            texts[0] = first with { Text = $"{words} {first.Text}" };
        }
        else
        {
            texts.Insert(0, new TextPart(words));
        }
    }

    // Other protocols mark the whole result; here its last part carries the mark.
    private void MarkCache(ToolResultPart result)
    {
        if (result.Cache is null)
        {
            return;
        }

        if (draft.TakesCacheBreakpoints && _texts is [.., TextPart { Cache: null } last])
        {
            _texts[^1] = last with { Cache = result.Cache };
        }
        else
        {
            _parts.LoseForeign(result);
        }
    }
}
