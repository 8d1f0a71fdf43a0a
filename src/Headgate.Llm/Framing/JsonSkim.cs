using System.Text.Json;

namespace Headgate.Llm.Framing;

/// <summary>
/// Walks a strict JSON object and notes its members. It only says yes or no; <see cref="JsonRefusal"/> says why not.
/// </summary>
/// <param name="json">The text.</param>
/// <param name="sought">Names to look out for at any depth; null for none.</param>
internal ref struct JsonSkim(ReadOnlySpan<byte> json, NameTest? sought = null)
{
    private const int UsualMembers = 8;

    private JsonSteps _walk = new(json, sought);
    private JsonMember[] _members = [];

    /// <summary>The members found, in order; the array's tail may be unused.</summary>
    public readonly JsonMember[] Members => _members;

    /// <summary>How many members were found.</summary>
    public int Count { get; private set; }

    /// <summary>True when a member's name holds an escape.</summary>
    public bool HasEscapedNames { get; private set; }

    /// <summary>True when a member at any depth has a name that is sought.</summary>
    public readonly bool HasSought => _walk.HasSought;

    /// <summary>Walks the whole text; false when it is no strict JSON object, nests too deep or has more members than that.</summary>
    public bool TryWalk(int maxMembers)
    {
        _walk.SkipBlank();
        if (!_walk.TryTake((byte)'{'))
        {
            return false;
        }

        _walk.SkipBlank();
        bool isWalked = _walk.TryTake((byte)'}') || TryTakeMembers(maxMembers);
        _walk.SkipBlank();
        return isWalked && _walk.IsAtEnd;
    }

    private bool TryTakeMembers(int maxMembers)
    {
        _members = new JsonMember[UsualMembers];
        do
        {
            _walk.SkipBlank();
            int nameStart = _walk.At;
            if (Count == maxMembers || !_walk.TryTakeName(out ReadOnlySpan<byte> rawName))
            {
                return false;
            }

            HasEscapedNames |= rawName.Contains((byte)'\\');
            int valueStart = _walk.At;
            JsonTokenType kind = _walk.Kind;
            if (!_walk.TrySkipValue(JsonScan.MaxDepth - 1))
            {
                return false;
            }

            Note(new JsonMember(nameStart, valueStart, _walk.At, kind));
            _walk.SkipBlank();
        }
        while (_walk.TryTake((byte)','));
        return _walk.TryTake((byte)'}');
    }

    private void Note(JsonMember member)
    {
        if (Count == _members.Length)
        {
            Array.Resize(ref _members, 2 * Count);
        }

        _members[Count++] = member;
    }
}
