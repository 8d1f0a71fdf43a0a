namespace Headgate.Gateway.Config;

/// <summary>
/// A call that may pass verbatim, <c>GET /v1/models</c>: a method, or <c>*</c> for any, and a path of the vendor's host, in which <c>*</c>
/// stands for any text within a segment and <c>**</c>, as the last segment, for one segment or more.
/// </summary>
/// <param name="Method">The method, upper case; null for any.</param>
/// <param name="Segments">The path between its slashes.</param>
public sealed record PassthroughRule(string? Method, IReadOnlyList<string> Segments)
{
    private const string Rest = "**";

    /// <summary>Reads a rule; what is wrong with it, as the end of a sentence, or null.</summary>
    public static string? Parse(string text, out PassthroughRule value)
    {
        const string Example = "is no method and path; write one such as `GET /v1/models` or `POST /v1/things/*`";
        value = null!;
        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not [var method, ['/', ..] path] || path.Length == 1 || !(method == "*" || method.All(char.IsAsciiLetterUpper)))
        {
            return Example;
        }

        string[] segments = path[1..].Split('/');
        if (segments.Any(segment => segment is "" or "." or ".." || segment.AsSpan().IndexOfAny("?#\\%") >= 0))
        {
            return "has a path that no call can have: no empty segment, no `.` or `..`, no `?`, `#`, `%` or `\\`";
        }

        if (segments.AsSpan(0, segments.Length - 1).Contains(Rest))
        {
            return "has a `**` before its end";
        }

        value = new PassthroughRule(method == "*" ? null : method, segments);
        return null;
    }

    /// <summary>True when the rule covers a call.</summary>
    /// <param name="method">The call's method.</param>
    /// <param name="segments">The path's segments, decoded.</param>
    public bool Covers(string method, ReadOnlySpan<string> segments)
    {
        if (Method is not null && Method != method)
        {
            return false;
        }

        for (int i = 0; i < Segments.Count; i++)
        {
            if (Segments[i] == Rest)
            {
                return segments.Length > i;
            }

            if (i >= segments.Length || !Fits(Segments[i], segments[i]))
            {
                return false;
            }
        }

        return segments.Length == Segments.Count;
    }

    /// <summary>A star takes as little as it can, and more when what follows does not fit: linear in practice, and segments are short.</summary>
    private static bool Fits(ReadOnlySpan<char> glob, ReadOnlySpan<char> text)
    {
        int star = glob.IndexOf('*');
        if (star < 0)
        {
            return glob.SequenceEqual(text);
        }

        if (!text.StartsWith(glob[..star]))
        {
            return false;
        }

        ReadOnlySpan<char> rest = glob[(star + 1)..];
        for (int taken = star; taken <= text.Length; taken++)
        {
            if (Fits(rest, text[taken..]))
            {
                return true;
            }
        }

        return false;
    }
}
