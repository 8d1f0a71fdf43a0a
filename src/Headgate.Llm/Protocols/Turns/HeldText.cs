using System.Text;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.Turns;

/// <summary>
/// Text of a stream that is asked for a structured answer: whether it is the answer, or talk beside one, shows only when the answer comes or
/// the stream ends without it.
/// </summary>
internal sealed class HeldText
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _places = [];

    /// <summary>A block of text begins.</summary>
    /// <param name="place">Where: <c>$.content[0]</c>.</param>
    public void Begin(string place) => _places.Add(place);

    /// <summary>Holds a piece of it.</summary>
    public void Add(string text) => _text.Append(text);

    /// <summary>The answer has come: what was held is none of it.</summary>
    public void Drop(List<ChatEvent> events)
    {
        foreach (string place in _places)
        {
            events.Add(new ChatEvent.Lost(new Loss(place, AnswerTool.Beside)));
        }

        Clear();
    }

    /// <summary>No answer has come: what was held is what there is.</summary>
    public void Send(List<ChatEvent> events)
    {
        if (_text.Length > 0)
        {
            events.Add(new ChatEvent.TextDelta(0, _text.ToString()));
            events.Add(new ChatEvent.PartEnded(0));
        }

        Clear();
    }

    private void Clear()
    {
        _text.Clear();
        _places.Clear();
    }
}
