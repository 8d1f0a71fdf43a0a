using System.Globalization;
using Microsoft.ML.Tokenizers;

namespace Headgate.Llm.Tokens;

/// <summary>
/// Counts the tokens of text, as OpenAI's newer models cut it (<c>o200k_base</c>); for other vendors' models it is an estimate. Never used to
/// admit or refuse a request. The vocabulary takes 40 MB and a quarter of a second, and is loaded when something is first counted. Thread-safe.
/// </summary>
public static class TokenCounter
{
    /// <summary>
    /// The longest run of characters of one kind that is given to the tokenizer, which takes a time that grows with the square of it. Cutting a
    /// longer one costs at most a token.
    /// </summary>
    private const int MaxRun = 1024;

    private static readonly Lazy<TiktokenTokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    /// <summary>How many tokens a text has.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        int tokens = 0;
        int start = 0;
        int runStart = 0;
        int runKind = -1;
        for (int i = 0; i < text.Length; i++)
        {
            int kind = KindOf(text[i]);
            if (kind != runKind)
            {
                (runKind, runStart) = (kind, i);
            }
            else if (i - runStart == MaxRun && !char.IsLowSurrogate(text[i]))
            {
                tokens += Tokenizer.Value.CountTokens(text[start..i]);
                (start, runStart) = (i, i);
            }
        }

        return start == text.Length ? tokens : tokens + Tokenizer.Value.CountTokens(text[start..]);
    }

    private static int KindOf(char c) => char.GetUnicodeCategory(c) switch
    {
        _ when char.IsWhiteSpace(c) => 0,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => 1,
        <= UnicodeCategory.EnclosingMark or UnicodeCategory.Surrogate => 2,
        _ => 3,
    };
}
