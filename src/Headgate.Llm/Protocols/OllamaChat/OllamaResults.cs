using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>
/// Writes what tools gave, one message per call in the order of the calls, since nothing but the order tells two calls of one tool apart. A
/// call that nothing answers is said to have been interrupted. Images, and the answer to no call, follow in a message of the user's. A failure
/// is told by the text's beginning.
/// </summary>
internal sealed class OllamaResults(Utf8JsonWriter json, ToolNames names, LossList losses)
{
    private readonly List<ToolCallPart> _calls = [];
    private readonly List<ToolResultPart> _given = [];

    /// <summary>Notes the calls of a message that has been written.</summary>
    public void Expect(List<ToolCallPart> calls) => _calls.AddRange(calls);

    /// <summary>Takes a result, to be written when the run ends.</summary>
    public void Take(ToolResultPart result) => _given.Add(result);

    /// <summary>Ends a run of results: something else follows, or nothing.</summary>
    public void EndRun()
    {
        OllamaContent afterwards = new(losses);
        foreach (ToolCallPart call in _calls)
        {
            int index = _given.FindIndex(result => result.CallId == call.Id);
            Write(call, index < 0 ? null : _given[index], afterwards);
            if (index >= 0)
            {
                _given.RemoveAt(index);
            }
        }

        foreach (ToolResultPart orphan in _given)
        {
            OllamaContent content = Read(orphan);
            afterwards.Say($"[result of tool call {orphan.CallId}] {content.Text}");
            afterwards.TakeImages(content);
        }

        _calls.Clear();
        _given.Clear();
        if (afterwards.HasImages || afterwards.Text.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("role"u8, "user"u8);
            afterwards.Write(json);
            json.WriteEndObject();
        }
    }

    private void Write(ToolCallPart call, ToolResultPart? result, OllamaContent afterwards)
    {
        string text = "No result: the call was interrupted.";
        if (result is not null)
        {
            OllamaContent content = Read(result);
            text = content.Text;
            if (content.HasImages)
            {
                text = text.Length > 0 ? text : "[see the next message of the user]";
                afterwards.Say($"[content of tool call {call.Name}]");
                afterwards.TakeImages(content);
            }
        }

        json.WriteStartObject();
        json.WriteString("role"u8, "tool"u8);
        json.WriteString("tool_name"u8, names.Fit(call.Name));
        json.WriteString("content"u8, text);
        json.WriteEndObject();
    }

    private OllamaContent Read(ToolResultPart result)
    {
        OllamaContent content = new(losses);
        foreach (ContentPart part in result.Content)
        {
            content.Take(part);
        }

        if (result.IsError == true)
        {
            content.Lead("[tool error] ");
        }

        content.LoseRest(result);
        return content;
    }
}
