using System.Globalization;
using System.Text;

namespace Headgate.Llm.Protocols;

/// <summary>Finds a secret in a text, each of its characters plain, escaped for JSON or encoded for a URL.</summary>
internal static class SecretText
{
    /// <summary>The text with every appearance of the secret replaced.</summary>
    public static string Replace(string text, string secret, string mark)
    {
        text = text.Replace(secret, mark, StringComparison.Ordinal);
        StringBuilder? output = null;
        int copied = 0;
        for (int at = 0; at < text.Length;)
        {
            int length = MatchLength(text.AsSpan(at), secret);
            if (length == 0)
            {
                at++;
                continue;
            }

            output ??= new StringBuilder(text.Length);
            output.Append(text, copied, at - copied).Append(mark);
            at += length;
            copied = at;
        }

        return output is null ? text : output.Append(text, copied, text.Length - copied).ToString();
    }

    private static int MatchLength(ReadOnlySpan<char> text, string secret)
    {
        int length = 0;
        foreach (char wanted in secret)
        {
            int step = StepLength(text[length..], wanted);
            if (step == 0)
            {
                return 0;
            }

            length += step;
        }

        return length;
    }

    // A credential is ASCII, so one byte of a URL's encoding is one character.
    private static int StepLength(ReadOnlySpan<char> text, char wanted)
    {
        if (text.IsEmpty)
        {
            return 0;
        }

        return text[0] switch
        {
            '%' when IsHex(text, 1, 2, wanted) => 3,
            '\\' when text.Length > 1 && text[1] == 'u' && IsHex(text, 2, 4, wanted) => 6,
            '\\' when text.Length > 1 && text[1] == wanted => 2,
            '+' when wanted == ' ' => 1,
            char plain => plain == wanted ? 1 : 0,
        };
    }

    private static bool IsHex(ReadOnlySpan<char> text, int start, int digits, char wanted) =>
        text.Length >= start + digits
        && ushort.TryParse(text.Slice(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
        && unit == wanted;
}
