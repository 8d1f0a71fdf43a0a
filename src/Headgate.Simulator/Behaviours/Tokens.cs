namespace Headgate.Simulator.Behaviours;

/// <summary>The simulator's tokenizer: a token is a word with the white space before it, cut after 16 characters, never inside
/// a surrogate pair; white space at the very end is a token too. The tokens of a text, joined, are the text.</summary>
internal static class Tokens
{
    private const int LongestWord = 16;

    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (; !text.IsEmpty; count++)
            text = text[FirstLength(text)..];
        return count;
    }

    public static IEnumerable<ReadOnlyMemory<char>> Split(string text)
    {
        for (var rest = text.AsMemory(); !rest.IsEmpty;)
        {
            var length = FirstLength(rest.Span);
            yield return rest[..length];
            rest = rest[length..];
        }
    }

    /// <summary>The text's first <paramref name="count"/> tokens.</summary>
    public static string Take(string text, int count)
    {
        var rest = text.AsSpan();
        for (; count > 0 && !rest.IsEmpty; count--)
            rest = rest[FirstLength(rest)..];
        return text[..(text.Length - rest.Length)];
    }

    private static int FirstLength(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        var end = start;
        while (end < text.Length && end - start < LongestWord && !char.IsWhiteSpace(text[end]))
            end++;
        return end < text.Length && end > start && char.IsLowSurrogate(text[end]) ? end + 1 : end;
    }
}
