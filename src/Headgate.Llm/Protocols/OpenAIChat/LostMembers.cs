using System.Text;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Tells which members of a stream's chunks the hub cannot carry, each once, and makes nothing of those told before.
/// Bounded: a vendor can call its members what it likes.
/// </summary>
internal sealed class LostMembers
{
    private const int Most = 64;

    private readonly List<(string Parent, byte[] Name)> _told = [];
    private bool _saidMore;

    /// <summary>Tells of a member.</summary>
    /// <param name="parent">The path of the object it is in, for all choices alike: <c>$.choices[*].delta</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="events">Where it is told.</param>
    public void Tell(string parent, ReadOnlySpan<byte> name, List<ChatEvent> events)
    {
        foreach ((string toldParent, byte[] toldName) in _told)
        {
            if (ReferenceEquals(toldParent, parent) && name.SequenceEqual(toldName))
            {
                return;
            }
        }

        if (_told.Count == Most)
        {
            TellOfMore(events);
            return;
        }

        _told.Add((parent, name.ToArray()));
        events.Add(new ChatEvent.Lost(new Loss($"{parent}.{Encoding.UTF8.GetString(name)}", "a streamed answer has no place for it")));
    }

    private void TellOfMore(List<ChatEvent> events)
    {
        if (!_saidMore)
        {
            _saidMore = true;
            events.Add(new ChatEvent.Lost(new Loss("$", "a streamed answer has no place for further members either")));
        }
    }
}
