using System.Text;
using System.Text.RegularExpressions;

namespace Headgate.Llm.Protocols;

/// <summary>
/// Makes a vendor's words fit to leave the process: the given secrets and whatever looks like a credential become <c>[redacted]</c>, and
/// what is left is cut to 4 KB. A key that the vendor has masked itself (<c>sk-abc***xyz</c>) may stay.
/// </summary>
public static partial class Redaction
{
    /// <summary>The most bytes of UTF-8 that a text keeps.</summary>
    public const int MaxBytes = 4096;

    /// <summary>What stands where a credential was.</summary>
    public const string Mark = "[redacted]";

    // Shorter ones are words like "none" or "EMPTY", which servers without keys are given.
    private const int ShortestSecret = 6;

    // More than this is not looked at: sixteen times what can be left.
    private const int LongestRead = 16 * MaxBytes;

    /// <summary>Redacts every part of a vendor's error.</summary>
    public static VendorError Redact(VendorError error, params ReadOnlySpan<string?> secrets) =>
        new(Redact(error.Type, secrets), Redact(error.Code, secrets), Redact(error.Message, secrets), Redact(error.Param, secrets));

    /// <summary>Redacts a text; null stays null. Secrets are found also where they are escaped for JSON or encoded for a URL.</summary>
    public static string? Redact(string? text, params ReadOnlySpan<string?> secrets)
    {
        if (text is null)
        {
            return null;
        }

        string rest = Shorten(text);
        foreach (string? secret in secrets)
        {
            rest = secret?.Length >= ShortestSecret ? SecretText.Replace(rest, secret, Mark) : rest;
        }

        rest = Known().Replace(rest, Mark);
        rest = UrlUser().Replace(rest, "://" + Mark + "@");
        rest = Scheme().Replace(rest, "$1 " + Mark);
        rest = Named().Replace(rest, "$1" + Mark);
        return Cut(AfterKey().Replace(rest, "$1" + Mark));
    }

    // Cut before reading, at a blank: half a secret would not be found.
    private static string Shorten(string text) =>
        text.Length <= LongestRead ? text : text[..Math.Max(0, text.LastIndexOfAny([' ', '\n'], LongestRead))];

    private static string Cut(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MaxBytes)
        {
            return text;
        }

        byte[] bytes = new byte[MaxBytes];
        Encoding.UTF8.GetEncoder().Convert(text, bytes, flush: false, out _, out int written, out _);
        return Encoding.UTF8.GetString(bytes, 0, written);
    }

    /// <summary>Credentials known by how they begin.</summary>
    [GeneratedRegex(
        @"\b(?:(?:sk|rk|pk|hg|gsk|xai|pplx|csk|fw|hf|nvapi|ghp|gho|ghs|glpat|r8|tgp|xox[abprs])[-_][\w-]{8,}" +
        @"|(?:AKIA|ASIA)[0-9A-Z]{12,}|AIza[\w-]{20,}|eyJ[\w-]{8,2000}\.[\w.-]{8,})")]
    private static partial Regex Known();

    /// <summary>An authorization header's value.</summary>
    [GeneratedRegex(@"\b(Bearer|Basic)\s+[\w.~+/=-]{8,}", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    /// <summary>A query's or a form's field: <c>key=…</c>.</summary>
    [GeneratedRegex(@"((?:key|token|secret|password|signature)[""']?=[""']?)[^\s""'&;,<>]{6,}", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    /// <summary>The word "key" (or its like), a few signs, and a long run that has a digit: no English word.</summary>
    [GeneratedRegex(
        @"((?:key|token|secret|password|authorization)\b[^\n]{0,24}?[\s:=""'`(])(?=[A-Za-z+/_-]{0,200}[0-9])[A-Za-z0-9+/_-]{20,}={0,2}",
        RegexOptions.IgnoreCase)]
    private static partial Regex AfterKey();

    /// <summary>User and password in a URL.</summary>
    [GeneratedRegex(@"://[^/\s@""']*@")]
    private static partial Regex UrlUser();
}
