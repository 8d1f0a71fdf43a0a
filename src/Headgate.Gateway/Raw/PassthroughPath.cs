using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Headgate.Gateway.Raw;

/// <summary>
/// The path of a call that passes through, as it was sent. One that any server might read as another is none: dot segments, empty segments,
/// slashes and percent signs in disguise, control characters.
/// </summary>
/// <param name="Provider">The provider named.</param>
/// <param name="Path">The path on its host, encoded, with its leading slash.</param>
/// <param name="Segments">The path's segments, decoded.</param>
internal sealed record PassthroughPath(string Provider, string Path, ImmutableArray<string> Segments)
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@");

    private static readonly SearchValues<char> Hidden =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/\\%?#;");

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the target of a request, path and query; null when it is no such path.</summary>
    public static PassthroughPath? Read(string target)
    {
        int query = target.IndexOf('?', StringComparison.Ordinal);
        string path = query < 0 ? target : target[..query];
        if (!path.StartsWith(RawRoutes.Passthrough, StringComparison.Ordinal))
        {
            return null;
        }

        string[] parts = path[RawRoutes.Passthrough.Length..].Split('/');
        var segments = ImmutableArray.CreateBuilder<string>(parts.Length);
        foreach (string part in parts)
        {
            if (Decode(part) is not { } segment)
            {
                return null;
            }

            segments.Add(segment);
        }

        return segments.Count > 1
            ? new PassthroughPath(segments[0], "/" + string.Join('/', parts[1..]), [.. segments.Skip(1)])
            : null;
    }

    private static string? Decode(string part)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(1, part.Length));
        for (int i = 0; i < part.Length; i++)
        {
            if (Plain.Contains(part[i]))
            {
                bytes.Write([(byte)part[i]]);
            }
            else if (IsSafeEscape(part.AsSpan(i), out byte code))
            {
                bytes.Write([code]);
                i += 2;
            }
            else
            {
                return null;
            }
        }

        return Text(bytes.WrittenSpan) is { Length: > 0 } text && text is not ("." or "..") ? text : null;
    }

    /// <summary>
    /// True for a byte that has to be escaped or may be. Letters and digits need no escape, and one that has it is there to be missed.
    /// </summary>
    private static bool IsSafeEscape(ReadOnlySpan<char> text, out byte code)
    {
        code = 0;
        return text.Length > 2 && text[0] == '%'
            && byte.TryParse(text[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code)
            && code is >= 0x20 and not 0x7f && !Hidden.Contains((char)code);
    }

    private static string? Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
