using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Freeform;

/// <summary>Turns calls of functions that stand in for tools which take any text (<see cref="FreeformLowering"/>) back into calls of those.</summary>
/// <param name="request">The client's request.</param>
public sealed class FreeformRaising(ChatRequest request)
{
    private readonly HashSet<string> _tools = [.. request.Tools.OfType<Tool.Freeform>().Select(tool => tool.Name)];
    private readonly Dictionary<(int Choice, int Call), StringBuilder> _open = [];
    private (int Choice, int Call) _last;

    /// <summary>A whole answer as the client knows the tools.</summary>
    public ChatResponse Raise(ChatResponse response) => _tools.Count == 0 ? response : response with
    {
        Choices = [.. response.Choices.Select(choice => choice with { Parts = [.. choice.Parts.Select(Raise)] })],
    };

    /// <summary>
    /// Adds what a streamed event means as the client knows the tools. The arguments of such a call come as one piece, when they are whole.
    /// </summary>
    public void Raise(ChatEvent chatEvent, List<ChatEvent> raised)
    {
        switch (chatEvent)
        {
            case ChatEvent.ToolCallStarted { IsFreeform: false } call when _tools.Contains(call.Name):
                _last = (call.Choice, call.Call);
                _open[_last] = new StringBuilder();
                raised.Add(call with { IsFreeform = true });
                return;
            case ChatEvent.ToolCallStarted call:
                _last = (call.Choice, call.Call);
                break;
            case ChatEvent.ArgumentsDelta arguments when _open.TryGetValue((arguments.Choice, arguments.Call), out StringBuilder? text):
                text.Append(arguments.Fragment);
                return;
            case ChatEvent.PartEnded ended when ended.Choice == _last.Choice:
                Close(_last, raised);
                break;
            case ChatEvent.Finished or ChatEvent.Ended:
                CloseAll(raised);
                break;
        }

        raised.Add(chatEvent);
    }

    private ContentPart Raise(ContentPart part) => part is ToolCallPart { IsFreeform: false } call && _tools.Contains(call.Name)
        ? call with { IsFreeform = true, Arguments = Encoding.UTF8.GetBytes(Unwrap(Encoding.UTF8.GetString(call.Arguments.Span))) }
        : part;

    private void CloseAll(List<ChatEvent> raised)
    {
        foreach ((int, int) call in _open.Keys.Order().ToArray())
        {
            Close(call, raised);
        }
    }

    private void Close((int Choice, int Call) call, List<ChatEvent> raised)
    {
        if (_open.Remove(call, out StringBuilder? text))
        {
            raised.Add(new ChatEvent.ArgumentsDelta(call.Choice, call.Call, Unwrap(text.ToString())));
        }
    }

    // A model that did not keep to the function's one argument meant all of it for the tool.
    private static string Unwrap(string arguments) =>
        JsonScan.OfObject(Encoding.UTF8.GetBytes(arguments))?.GetString(Encoding.UTF8.GetBytes(FreeformLowering.Argument)) ?? arguments;
}
