using System.Collections.Immutable;
using System.Text.Json;

namespace Headgate.Llm.Framing;

/// <summary>
/// The edits the native lane may make to a client's body: set or remove a top-level member, or set <c>stream_options.include_usage</c>.
/// Everything else stays byte for byte. The last edit of a member wins.
/// </summary>
public sealed class RequestEdits
{
    private static readonly MemberEdit IncludeUsage = MemberEdit.Set("include_usage", "true"u8.ToArray());

    private readonly List<MemberEdit> _edits = [];

    /// <summary>Adds an edit, in place of an earlier one of the same member.</summary>
    public void Add(MemberEdit edit)
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

    /// <summary>
    /// Adds edits of what the client said itself. A member that is removed stays so; a default is put aside, because a client that said something would
    /// otherwise have its own words kept by it.
    /// </summary>
    public void AddVeil(ImmutableArray<MemberEdit> veil)
    {
        foreach (MemberEdit edit in veil)
        {
            int earlier = _edits.FindIndex(each => each.Name.AsSpan().SequenceEqual(edit.Name));
            if (earlier < 0)
            {
                _edits.Add(edit);
            }
            else if (_edits[earlier].Kind == EditKind.SetDefault)
            {
                _edits[earlier] = edit;
            }
        }
    }

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
            switch (_edits[edit].Kind)
            {
                case EditKind.Remove:
                    splice.Drop(members[i].NameStart, members[i + 1].NameStart);
                    break;
                case EditKind.Set or EditKind.AskForUsage:
                    splice.Replace(members[i], NewValue(_edits[edit], scan, members[i]));
                    break;
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
            splice.Add(isFirst ? edit.Opening[1..] : edit.Opening);
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
        inner.Add(IncludeUsage);
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
}
