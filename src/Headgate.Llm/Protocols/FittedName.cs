using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Headgate.Llm.Protocols;

/// <summary>
/// Makes names and ids fit a vendor's rule: letters, digits, <c>_</c> and <c>-</c>, and no longer than so much. What fits stays as it is;
/// the rest gets the same other name each time, so that a call and its result still go together and a prompt's beginning stays the same.
/// </summary>
internal static class FittedName
{
    private const int DigestLength = 8;
    private const string LetterFirst = "t_";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <summary>The name if it fits, else its beginning with a digest of the whole: <c>weather.today</c> is <c>weather_today_2c7f0a31</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="longest">The most characters taken: more than the nine that the digest needs.</param>
    public static string Fit(string name, int longest)
    {
        if (name.Length > 0 && name.Length <= longest && !name.AsSpan().ContainsAnyExcept(Allowed))
        {
            return name;
        }

        return WithDigest(name, longest);
    }

    /// <summary>The same with a letter first: <c>3d_view</c> is <c>t_3d_view_</c> and the digest.</summary>
    public static string FitWithLetter(string name, int longest) =>
        name is [var first, ..] && char.IsAsciiLetter(first) ? Fit(name, longest) : LetterFirst + WithDigest(name, longest - LetterFirst.Length);

    /// <summary>A stand-in of exactly so many letters and digits, at most 64.</summary>
    public static string Digest(string name, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..length];

    private static string WithDigest(string name, int longest)
    {
        StringBuilder fitted = new(name, 0, Math.Min(name.Length, longest - DigestLength - 1), longest);
        for (int i = 0; i < fitted.Length; i++)
        {
            fitted[i] = Allowed.Contains(fitted[i]) ? fitted[i] : '_';
        }

        return fitted.Append('_').Append(Digest(name, DigestLength)).ToString();
    }
}
