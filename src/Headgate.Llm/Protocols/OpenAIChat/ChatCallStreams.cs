using System.Globalization;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Puts the calls of one choice together from their fragments. A fragment names its call by <c>index</c>, but vendors leave it out, or number
/// every call 0: so an id not seen before, with a name, opens a new call whatever the index says. Calls are numbered anew, from 0, in the
/// order in which they begin; what comes before a call's name is held until it is known.
/// </summary>
internal sealed class ChatCallStreams(int choice, string idStem, SentRequest sent)
{
    // No fragment of tool_calls has this one.
    private const long FunctionCallIndex = -1;

    private readonly List<Call> _calls = [];
    private int _started;

    /// <summary>True when a call has begun.</summary>
    public bool HasAny => _started > 0;

    /// <summary>True when fragments came of a call that was never named.</summary>
    public bool HasNameless => _started < _calls.Count;

    /// <summary>Consumes the fragments in one chunk.</summary>
    public void Read(ref JsonCursor fragments, LostMembers lost, List<ChatEvent> events)
    {
        if (!fragments.EnterArray())
        {
            return;
        }

        while (fragments.NextElement())
        {
            ReadFragment(ref fragments, lost, events);
        }
    }

    /// <summary>Consumes a fragment of the deprecated call of a function, of which there is one.</summary>
    public void ReadFunction(ref JsonCursor fragment, LostMembers lost, List<ChatEvent> events)
    {
        if (fragment.Kind == JsonTokenType.StartObject)
        {
            Fragment function = new() { Index = FunctionCallIndex };
            ReadFunction(ref fragment, ref function, "$.choices[*].delta.function_call", lost, events);
            Add(function, events);
        }
        else
        {
            fragment.Skip();
        }
    }

    private void ReadFragment(ref JsonCursor cursor, LostMembers lost, List<ChatEvent> events)
    {
        Fragment fragment = default;
        if (!cursor.EnterObject())
        {
            return;
        }

        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("index"u8))
            {
                fragment.Index = cursor.Count();
            }
            else if (name.SequenceEqual("id"u8))
            {
                fragment.Id = cursor.Text();
            }
            else if (name.SequenceEqual("function"u8))
            {
                ReadFunction(ref cursor, ref fragment, "$.choices[*].delta.tool_calls[*].function", lost, events);
            }
            else
            {
                if (!name.SequenceEqual("type"u8) && cursor.Kind != JsonTokenType.Null)
                {
                    fragment.IsOther |= name.SequenceEqual("custom"u8);
                    lost.Tell("$.choices[*].delta.tool_calls[*]", name, events);
                }

                cursor.Skip();
            }
        }

        if (!fragment.IsOther)
        {
            Add(fragment, events);
        }
    }

    private static void ReadFunction(ref JsonCursor cursor, ref Fragment fragment, string path, LostMembers lost, List<ChatEvent> events)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("name"u8))
            {
                fragment.Name = cursor.Text();
            }
            else if (name.SequenceEqual("arguments"u8))
            {
                // A text of JSON; some vendors send the object itself, whole.
                fragment.Arguments = cursor.Kind == JsonTokenType.StartObject ? Encoding.UTF8.GetString(cursor.Raw()) : cursor.Text();
            }
            else
            {
                if (cursor.Kind != JsonTokenType.Null)
                {
                    lost.Tell(path, name, events);
                }

                cursor.Skip();
            }
        }
    }

    private void Add(in Fragment fragment, List<ChatEvent> events)
    {
        Call call = Find(fragment);
        call.Id ??= fragment.Id;
        call.Arguments += call.Number is null ? fragment.Arguments : null;
        if (call.Number is { } number)
        {
            AddArguments(number, fragment.Arguments, events);
        }
        else if (fragment.Name is { } name)
        {
            call.Number = _started++;
            string id = call.Id ?? string.Create(CultureInfo.InvariantCulture, $"{idStem}_{call.Number}");
            events.Add(new ChatEvent.ToolCallStarted(choice, call.Number.Value, id, sent.ClientToolName(name)));
            AddArguments(call.Number.Value, call.Arguments, events);
            call.Arguments = null;
        }
    }

    private void AddArguments(int number, string? arguments, List<ChatEvent> events)
    {
        if (!string.IsNullOrEmpty(arguments))
        {
            events.Add(new ChatEvent.ArgumentsDelta(choice, number, arguments));
        }
    }

    private Call Find(in Fragment fragment)
    {
        Call? found = null;
        foreach (Call call in _calls)
        {
            if (fragment.Id is not null && call.Id == fragment.Id)
            {
                return call;
            }

            found = fragment.Index is null || call.Index == fragment.Index ? call : found;
        }

        if (found is null || Opens(fragment, found))
        {
            found = new Call { Index = fragment.Index };
            _calls.Add(found);
        }

        return found;
    }

    // Whether a fragment, which has the place of the last call there but not its id, begins the next one.
    private static bool Opens(in Fragment fragment, Call last) =>
        fragment.Name is not null && last.Number is not null && (fragment.Id is not null || fragment.Index is null);

    private struct Fragment
    {
        public long? Index;
        public string? Id;
        public string? Name;
        public string? Arguments;
        public bool IsOther;
    }

    private sealed class Call
    {
        public long? Index { get; init; }

        public string? Id { get; set; }

        public int? Number { get; set; }

        public string? Arguments { get; set; }
    }
}
