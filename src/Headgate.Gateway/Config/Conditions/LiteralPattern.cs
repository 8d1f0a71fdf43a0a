using System.Text;

namespace Headgate.Gateway.Config.Conditions;

/// <summary>
/// A regular expression that is nothing but text, at its beginning or end held to that of what it is looked for in: <c>^gpt-</c>,
/// <c>@example[.]com$</c>. Most patterns are, and no machine for them all is as fast as a comparison.
/// </summary>
internal sealed class LiteralPattern
{
    private readonly string _text;
    private readonly bool _isStart;
    private readonly bool _isEnd;

    private LiteralPattern(string text, bool isStart, bool isEnd)
    {
        _text = text;
        _isStart = isStart;
        _isEnd = isEnd;
    }

    /// <summary>The pattern; null where it is more than text.</summary>
    public static LiteralPattern? Of(string pattern)
    {
        bool isStart = pattern.StartsWith('^');
        var text = new StringBuilder(pattern.Length);
        for (int i = isStart ? 1 : 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '$' when i == pattern.Length - 1:
                    return new LiteralPattern(text.ToString(), isStart, isEnd: true);
                case '\\' when i + 1 < pattern.Length && char.IsAscii(pattern[i + 1]) && char.IsPunctuation(pattern[i + 1]):
                    text.Append(pattern[++i]);
                    break;
                case '[' when i + 2 < pattern.Length && pattern[i + 2] == ']' && pattern[i + 1] is not ('\\' or '^' or '[' or ']'):
                    text.Append(pattern[i + 1]);
                    i += 2;
                    break;
                case '\\' or '[' or '^' or '$' or '.' or '*' or '+' or '?' or '(' or ')' or '|' or '{':
                    return null;
                case char other:
                    text.Append(other);
                    break;
            }
        }

        return new LiteralPattern(text.ToString(), isStart, isEnd: false);
    }

    /// <summary>True when it is found in a text.</summary>
    public bool IsIn(ReadOnlySpan<char> text) =>
        !_isEnd ? _isStart ? text.StartsWith(_text) : text.IndexOf(_text) >= 0
        : Ends(text) || (text is [.. var line, '\n'] && Ends(line)); // the end is also before a line's last break

    private bool Ends(ReadOnlySpan<char> text) => _isStart ? text.SequenceEqual(_text) : text.EndsWith(_text);
}
