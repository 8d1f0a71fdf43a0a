using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Framing;

/// <summary>
/// One strict pass over a JSON body: it is valid UTF-8, valid JSON, an object, at most 64 deep, names no top-level member twice
/// (also when escaped), and here is where its top-level members lie. No DOM is built and the bytes stay as they came.
/// </summary>
public sealed class JsonScan
{
    /// <summary>The deepest nesting taken.</summary>
    public const int MaxDepth = 64;

    /// <summary>The most top-level members taken: far more than any protocol has, few enough to compare all names.</summary>
    public const int MaxMembers = 1024;

    private const long MostCounted = 1_000_000_000;

    private readonly JsonMember[] _members;
    private readonly int _count;
    private readonly bool _hasEscapedNames;

    private JsonScan(ReadOnlyMemory<byte> bytes, in JsonSkim skim, bool hasSought)
    {
        Bytes = bytes;
        _members = skim.Members;
        _count = skim.Count;
        _hasEscapedNames = skim.HasEscapedNames;
        HasSought = hasSought;
    }

    /// <summary>The body scanned.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>True when a member at any depth has a name that was sought; true, too, when nothing was: then it is not known.</summary>
    public bool HasSought { get; }

    /// <summary>The top-level members in the body's order.</summary>
    internal ReadOnlySpan<JsonMember> Members => _members.AsSpan(0, _count);

    /// <summary>
    /// Scans a body, or says what is wrong with it (kind <see cref="ErrorKind.InvalidJson"/>, or <see cref="ErrorKind.InvalidRequest"/>
    /// when it is no object).
    /// </summary>
    /// <param name="body">The body.</param>
    /// <param name="scan">What was found.</param>
    /// <param name="error">What is wrong with it.</param>
    /// <param name="sought">Names to look out for at any depth; null for none.</param>
    public static bool TryScan(
        ReadOnlyMemory<byte> body, [NotNullWhen(true)] out JsonScan? scan, [NotNullWhen(false)] out GatewayError? error, NameTest? sought = null)
    {
        scan = null;
        error = JsonRefusal.BeforeReading(body.Span) ?? Scan(body, sought, out scan!);
        return error is null;
    }

    /// <summary>The members of an object inside a body that was scanned before; duplicates are not looked for.</summary>
    internal static JsonScan OfObject(ReadOnlyMemory<byte> value)
    {
        JsonSkim skim = new(value.Span);
        skim.TryWalk(int.MaxValue);
        return new JsonScan(value, skim, hasSought: true);
    }

    /// <summary>Finds a top-level member by its unescaped name.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, out JsonMember member)
    {
        foreach (JsonMember candidate in Members)
        {
            if (IsNamed(candidate, name))
            {
                member = candidate;
                return true;
            }
        }

        member = default;
        return false;
    }

    /// <summary>
    /// The value of a top-level string member, unescaped (a lone surrogate becomes U+FFFD); null when it is absent, null or no string.
    /// </summary>
    public string? GetString(ReadOnlySpan<byte> name) =>
        TryGet(name, out JsonMember member) && member.Kind == JsonTokenType.String
            ? JsonText.Decode(Bytes.Span[(member.ValueStart + 1)..(member.ValueEnd - 1)])
            : null;

    /// <summary>
    /// The value of a top-level member that is a count, at most a billion so that products of some fit; null when it is absent or none.
    /// </summary>
    public long? GetCount(ReadOnlySpan<byte> name) => TryGet(name, out JsonMember member) ? CountIn(ValueOf(member).Span) : null;

    /// <summary>The same for a member of an object that is a top-level member.</summary>
    public long? GetCount(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> name)
    {
        if (!TryGet(parent, out JsonMember member))
        {
            return null;
        }

        JsonCursor inner = new(ValueOf(member).Span);
        long? count = null;
        if (inner.EnterObject())
        {
            while (inner.NextMember(out ReadOnlySpan<byte> each))
            {
                ReadOnlySpan<byte> value = inner.Raw();
                count = each.SequenceEqual(name) ? CountIn(value) : count;
            }
        }

        return count;
    }

    /// <summary>Copies the text of a string member, unescaped; false when it is longer than the room for it.</summary>
    public bool TryCopyText(in JsonMember member, Span<char> output, out int length) =>
        JsonText.TryDecode(Bytes.Span[(member.ValueStart + 1)..(member.ValueEnd - 1)], output, out length);

    /// <summary>The raw bytes of a member's value.</summary>
    public ReadOnlyMemory<byte> ValueOf(in JsonMember member) => Bytes[member.ValueStart..member.ValueEnd];

    /// <summary>True when a top-level member is the literal <c>true</c>.</summary>
    public bool IsTrue(ReadOnlySpan<byte> name) => TryGet(name, out JsonMember member) && member.Kind == JsonTokenType.True;

    /// <summary>True when the member has this name, escaped or not.</summary>
    internal bool IsNamed(in JsonMember member, ReadOnlySpan<byte> name)
    {
        if (_hasEscapedNames)
        {
            return JsonText.Means(RawNameOf(member), name);
        }

        ReadOnlySpan<byte> from = Bytes.Span[(member.NameStart + 1)..member.ValueStart];
        return from.Length > name.Length && from[name.Length] == (byte)'"' && from.StartsWith(name);
    }

    /// <summary>The member's name, unescaped.</summary>
    internal string NameOf(in JsonMember member) => JsonText.Decode(RawNameOf(member));

    private static long? CountIn(ReadOnlySpan<byte> value) => Math.Min(new JsonCursor(value).Count() ?? -1, MostCounted) is >= 0 and var count ? count : null;

    private static GatewayError? Scan(ReadOnlyMemory<byte> body, NameTest? sought, out JsonScan? scan)
    {
        JsonSkim skim = new(body.Span, sought);
        if (!skim.TryWalk(MaxMembers))
        {
            scan = null;
            return JsonRefusal.Explain(body.Span);
        }

        scan = new JsonScan(body, skim, sought is null || skim.HasSought);
        return scan.FindDuplicate();
    }

    private GatewayError? FindDuplicate()
    {
        Span<int> hashes = stackalloc int[_count];
        for (int i = 0; i < _count; i++)
        {
            ReadOnlySpan<byte> name = RawNameOf(_members[i]);
            hashes[i] = HashOf(name);
            for (int at = hashes[..i].IndexOf(hashes[i]); at >= 0; at = IndexAfter(hashes[..i], at))
            {
                if (SameName(RawNameOf(_members[at]), name))
                {
                    return JsonRefusal.Duplicate(name, _members[at].NameStart, _members[i].NameStart);
                }
            }
        }

        return null;
    }

    private static int IndexAfter(ReadOnlySpan<int> earlier, int at)
    {
        int next = earlier[(at + 1)..].IndexOf(earlier[at]);
        return next < 0 ? -1 : at + 1 + next;
    }

    // Seeded anew in each process, so that nobody can send names that all collide.
    private static int HashOf(ReadOnlySpan<byte> rawName)
    {
        HashCode hash = default;
        hash.AddBytes(rawName.Contains((byte)'\\') ? JsonText.Unescape(rawName) : rawName);
        return hash.ToHashCode();
    }

    private static bool SameName(ReadOnlySpan<byte> rawName, ReadOnlySpan<byte> other) =>
        JsonText.Means(rawName, other.Contains((byte)'\\') ? JsonText.Unescape(other) : other);

    // Between a name and its value there is only white space and a colon: the last quote before the value closes the name.
    private ReadOnlySpan<byte> RawNameOf(in JsonMember member)
    {
        ReadOnlySpan<byte> name = Bytes.Span[(member.NameStart + 1)..member.ValueStart];
        return name[..name.LastIndexOf((byte)'"')];
    }
}
