namespace Headgate.Llm.Tests.Framing;

/// <summary>Edits a JSON object's text one member at a time, by counting brackets and quotes: slow, and made without the code under test.</summary>
internal sealed class NaiveSplicer(string text)
{
    private int _insertAt = text.IndexOf('{', StringComparison.Ordinal) + 1;

    public string Text { get; private set; } = text;

    public void Set(string name, string rawValue)
    {
        List<Member> members = Members();
        if (members.Find(m => m.Name == name) is { } member)
        {
            Text = Text[..member.ValueStart] + rawValue + Text[member.ValueEnd..];
            return;
        }

        string added = $"\"{name}\":{rawValue}";
        Text = members.Count > 0
            ? Text.Insert(members[^1].ValueEnd, "," + added)
            : Text.Insert(_insertAt, added);
    }

    public void Remove(string name)
    {
        List<Member> members = Members();
        int i = members.FindIndex(m => m.Name == name);
        if (i < 0)
        {
            return;
        }

        (int from, int to) = i + 1 < members.Count ? (members[i].NameStart, members[i + 1].NameStart)
            : i > 0 ? (members[i - 1].ValueEnd, members[i].ValueEnd)
            : (members[i].NameStart, members[i].ValueEnd);
        Text = Text.Remove(from, to - from);
        _insertAt = from;
    }

    private List<Member> Members()
    {
        List<Member> members = [];
        int at = Text.IndexOf('{', StringComparison.Ordinal) + 1;
        while (true)
        {
            at = SkipBlank(at);
            if (Text[at] == '}')
            {
                return members;
            }

            at = Text[at] == ',' ? SkipBlank(at + 1) : at;
            int nameStart = at;
            at = EndOfString(at);
            string name = System.Text.Json.JsonSerializer.Deserialize<string>(Text[nameStart..at])!;
            at = SkipBlank(SkipBlank(at) + 1);
            int valueStart = at;
            at = EndOfValue(at);
            members.Add(new Member(name, nameStart, valueStart, at));
        }
    }

    private int SkipBlank(int at)
    {
        while (char.IsWhiteSpace(Text[at]))
        {
            at++;
        }

        return at;
    }

    private int EndOfString(int at)
    {
        for (at++; Text[at] != '"'; at++)
        {
            at += Text[at] == '\\' ? 1 : 0;
        }

        return at + 1;
    }

    private int EndOfValue(int at)
    {
        int depth = 0;
        do
        {
            if (Text[at] == '"')
            {
                at = EndOfString(at);
                continue;
            }

            depth += Text[at] is '{' or '[' ? 1 : Text[at] is '}' or ']' ? -1 : 0;
            at++;
        }
        while (depth > 0 || (Text[at - 1] is not ('}' or ']' or '"') && Text[at] is not (',' or '}' or ']' or ' ' or '\n' or '\t' or '\r')));
        return at;
    }

    private sealed record Member(string Name, int NameStart, int ValueStart, int ValueEnd);
}
