using System.Text;

namespace Headgate.Gateway.Raw.Forms;

/// <summary>
/// The name of a form's part (RFC 7578, read 2026-11-22). Strict: what servers may read in different ways is refused, or a field that the
/// gateway took for another would name the model that the vendor sees.
/// </summary>
internal static class PartHeaders
{
    private const string Disposition = "content-disposition:";

    /// <summary>The part's name; null when its headers do not say one beyond doubt.</summary>
    public static string? NameOf(ReadOnlySpan<byte> headers)
    {
        string? name = null;
        foreach (string line in Encoding.Latin1.GetString(headers).Split("\r\n"))
        {
            bool isDoubtful = line.Length == 0 || line[0] is ' ' or '\t' || line.AsSpan().ContainsAny('\r', '\n', '\0');
            if (isDoubtful)
            {
                return null;
            }

            if (!line.StartsWith(Disposition, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (name is not null || (name = Name(line.AsSpan(Disposition.Length).Trim())) is null)
            {
                return null;
            }
        }

        return name;
    }

    private static string? Name(ReadOnlySpan<char> disposition)
    {
        int end = disposition.IndexOf(';');
        if (end < 0 || !disposition[..end].Trim().Equals("form-data", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string? name = null;
        ReadOnlySpan<char> rest = disposition[end..];
        while (!rest.IsEmpty)
        {
            if (!TryTake(ref rest, out ReadOnlySpan<char> parameter, out ReadOnlySpan<char> value)
                || parameter.Equals("name*", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            if (parameter.Equals("name", StringComparison.OrdinalIgnoreCase))
            {
                if (name is not null || value.Contains('\\'))
                {
                    return null;
                }

                name = value.ToString();
            }
        }

        return name;
    }

    /// <summary>Takes <c>; name=value</c> or <c>; name="value"</c> off the front.</summary>
    private static bool TryTake(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> parameter, out ReadOnlySpan<char> value)
    {
        parameter = default;
        value = default;
        int equals = rest.IndexOf('=');
        if (rest[0] != ';' || equals < 0)
        {
            return false;
        }

        parameter = rest[1..equals].Trim();
        rest = rest[(equals + 1)..];
        int end = rest is ['"', ..] ? ClosingQuote(rest) : rest.IndexOf(';') is >= 0 and var next ? next : rest.Length;
        if (end < 0)
        {
            return false;
        }

        bool isQuoted = rest is ['"', ..];
        value = isQuoted ? rest[1..end] : rest[..end].Trim();
        rest = rest[(isQuoted ? end + 1 : end)..].TrimStart();
        return parameter.Length > 0 && (rest.IsEmpty || rest[0] == ';');
    }

    private static int ClosingQuote(ReadOnlySpan<char> quoted)
    {
        for (int i = 1; i < quoted.Length; i++)
        {
            if (quoted[i] == '"')
            {
                return i;
            }

            i += quoted[i] == '\\' ? 1 : 0;
        }

        return -1;
    }
}
