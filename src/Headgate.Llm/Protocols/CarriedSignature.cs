namespace Headgate.Llm.Protocols;

/// <summary>
/// A vendor's signature in a field that another protocol has for its own: clients give it back unread, and then it must not pass for one of that
/// protocol's vendor. So it is written with the protocol of who signed, <c>hg.gemini.…</c>.
/// </summary>
internal static class CarriedSignature
{
    private const string Mark = "hg.";

    private static ReadOnlySpan<byte> MarkBytes => "hg."u8;

    /// <summary>The text for a client's field.</summary>
    /// <param name="signature">The signature, or thinking that only its vendor can read.</param>
    /// <param name="signedBy">The protocol of the vendor whose it is.</param>
    /// <param name="client">The client's protocol.</param>
    public static string Write(string signature, WireProtocol signedBy, WireProtocol client) =>
        signedBy == client ? signature : $"{Mark}{NativeProtocols.Get(signedBy).Name}.{signature}";

    /// <summary>What a client's field holds, and whose it is. A mark that names no protocol is a part of the text.</summary>
    public static (string Signature, WireProtocol SignedBy) Read(string text, WireProtocol client)
    {
        if (!text.StartsWith(Mark, StringComparison.Ordinal) || text.IndexOf('.', Mark.Length) is not (> 0 and var end)
            || NativeProtocols.Find(text[Mark.Length..end]) is not { } signer)
        {
            return (text, client);
        }

        return (text[(end + 1)..], signer.Protocol);
    }

    /// <summary>True when a member of this name holds a foreign signature anywhere in a body. Text that only quotes one does not count.</summary>
    /// <param name="body">A body of valid JSON.</param>
    /// <param name="member">The member.</param>
    /// <param name="takesEmpty">False = an empty one, of thinking that nobody has signed, counts as foreign.</param>
    public static bool IsIn(ReadOnlySpan<byte> body, ReadOnlySpan<byte> member, bool takesEmpty) => IsIn(body, member, MarkBytes, takesEmpty);

    /// <summary>The same for a protocol that writes signatures in base64; an empty one is none.</summary>
    /// <param name="body">A body of valid JSON.</param>
    /// <param name="member">The member.</param>
    /// <param name="mark">The mark as it is written there.</param>
    public static bool IsIn(ReadOnlySpan<byte> body, ReadOnlySpan<byte> member, ReadOnlySpan<byte> mark) => IsIn(body, member, mark, takesEmpty: true);

    private static bool IsIn(ReadOnlySpan<byte> body, ReadOnlySpan<byte> member, ReadOnlySpan<byte> mark, bool takesEmpty)
    {
        while (body.IndexOf(member) is >= 0 and var at)
        {
            bool isQuoted = at > 0 && body[at - 1] == '"';
            body = body[(at + member.Length)..];
            if (isQuoted && Value(body) is var value && (value.StartsWith(mark) || (!takesEmpty && value.StartsWith("\""u8))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What follows the opening quote of a string value, from the end of its member's name on; empty when there is none.</summary>
    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> rest)
    {
        if (!rest.StartsWith("\""u8))
        {
            return default;
        }

        rest = rest[1..].TrimStart(" \t\r\n"u8);
        rest = rest.StartsWith(":"u8) ? rest[1..].TrimStart(" \t\r\n"u8) : default;
        return rest.StartsWith("\""u8) ? rest[1..] : default;
    }
}
