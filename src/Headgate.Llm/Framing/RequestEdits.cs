using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Headgate.Llm.Framing;

/// <summary>
/// The edits the native lane may make to a client's body: set or remove a top-level member, or set <c>stream_options.include_usage</c>.
/// Everything else stays byte for byte. The last edit of a member wins.
/// </summary>
public sealed class RequestEdits
{
    private const string StreamOptions = "stream_options";
    private static readonly byte[] True = "true"u8.ToArray();
    private static readonly byte[] UsageAsked = """{"include_usage":true}"""u8.ToArray();

    private readonly List<MemberEdit> _edits = [];

    /// <summary>Sets a top-level member to raw JSON, in its place when it is there, else as the object's last member.</summary>
    public void Set(string name, ReadOnlyMemory<byte> rawJson) => Put(new MemberEdit(name, rawJson, EditKind.Set));

    /// <summary>Sets a top-level member to a string.</summary>
    public void SetString(string name, string value) => Set(name, Quote(value));

    /// <summary>Removes a top-level member with its comma; nothing when it is absent.</summary>
    public void Remove(string name) => Put(new MemberEdit(name, default, EditKind.Remove));

    /// <summary>
    /// Sets <c>stream_options.include_usage</c> to true, keeping the other members of <c>stream_options</c> as they are (null or absent:
    /// made anew).
    /// </summary>
    public void AskForUsage() => Put(new MemberEdit(StreamOptions, UsageAsked, EditKind.AskForUsage));

    /// <summary>The body with the edits: slices of the original and the new pieces, nothing copied but those.</summary>
    public SplicedBody Apply(JsonScan scan)
    {
        Splice splice = new(scan.Bytes);
        ReadOnlySpan<JsonMember> members = scan.Members;
        int lastKept = LastKept(scan);
        Span<bool> found = stackalloc bool[_edits.Count];
        for (int i = 0; i <= lastKept; i++)
        {
            int edit = IndexFor(scan, members[i]);
            if (edit < 0)
            {
                continue;
            }

            found[edit] = true;
            if (_edits[edit].Kind == EditKind.Remove)
            {
                splice.Drop(members[i].NameStart, members[i + 1].NameStart);
            }
            else
            {
                splice.Replace(members[i], NewValue(_edits[edit], scan, members[i]));
            }
        }

        int end = lastKept >= 0 ? members[lastKept].ValueEnd
            : members.Length > 0 ? members[0].NameStart
            : scan.Bytes.Span.IndexOf((byte)'{') + 1;
        Append(ref splice, found, end, isFirst: lastKept < 0);
        splice.Drop(end, members.Length > 0 ? members[^1].ValueEnd : end);
        return splice.End();
    }

    private void Append(ref Splice splice, ReadOnlySpan<bool> found, int at, bool isFirst)
    {
        for (int i = 0; i < _edits.Count; i++)
        {
            MemberEdit edit = _edits[i];
            if (edit.Kind == EditKind.Remove || found[i])
            {
                continue;
            }

            splice.CopyTo(at);
            splice.Add(isFirst ? edit.QuotedName.AsMemory(1) : edit.QuotedName);
            splice.Add(edit.RawJson);
            isFirst = false;
        }
    }

    private static ReadOnlyMemory<byte>[] NewValue(MemberEdit edit, JsonScan scan, in JsonMember member)
    {
        if (edit.Kind != EditKind.AskForUsage || member.Kind != JsonTokenType.StartObject)
        {
            return [edit.RawJson];
        }

        RequestEdits inner = new();
        inner.Set("include_usage", True);
        return inner.Apply(JsonScan.OfObject(scan.ValueOf(member))).Pieces;
    }

    private int LastKept(JsonScan scan)
    {
        int last = scan.Members.Length - 1;
        while (last >= 0 && IndexFor(scan, scan.Members[last]) is >= 0 and int edit && _edits[edit].Kind == EditKind.Remove)
        {
            last--;
        }

        return last;
    }

    private int IndexFor(JsonScan scan, in JsonMember member)
    {
        for (int i = 0; i < _edits.Count; i++)
        {
            if (scan.IsNamed(member, _edits[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    private void Put(MemberEdit edit)
    {
        for (int i = 0; i < _edits.Count; i++)
        {
            if (_edits[i].Name.AsSpan().SequenceEqual(edit.Name))
            {
                _edits[i] = edit;
                return;
            }
        }

        _edits.Add(edit);
    }

    // By way of UTF-8, because an encoder of strings throws on a lone surrogate.
    private static byte[] Quote(string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        return [(byte)'"', .. JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, (byte)'"'];
    }

    private enum EditKind
    {
        Set,
        Remove,
        AskForUsage,
    }

    private sealed class MemberEdit(string name, ReadOnlyMemory<byte> rawJson, EditKind kind)
    {
        public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

        public byte[] QuotedName => [(byte)',', .. Quote(name), (byte)':'];

        public ReadOnlyMemory<byte> RawJson => rawJson;

        public EditKind Kind => kind;
    }
}
