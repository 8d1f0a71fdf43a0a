using System.Text.Unicode;

namespace Headgate.Gateway.Pipeline.Upstream.Fetching;

/// <summary>What a file is, by its first bytes: what a server says of it is believed only about kinds of text.</summary>
internal static class SniffedType
{
    private static readonly string[] Texts = ["text/csv", "text/html", "text/markdown", "text/xml"];

    /// <summary>The media type; null when it is none of those that models are shown.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="declared">The type that its server gave; null when it gave none.</param>
    public static string? Of(ReadOnlySpan<byte> bytes, string? declared) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio/wav",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
        [(byte)'I', (byte)'D', (byte)'3', ..] => "audio/mp3",
        [0xFF, 0xE2 or 0xE3 or 0xF2 or 0xF3 or 0xFA or 0xFB, ..] => "audio/mp3", // a frame of layer III
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', .. var brand] => OfBrand(brand),
        _ => IsText(bytes) ? OfText(declared) : null,
    };

    // ISO base media: the brand says whether it is a film, a sound or (AVIF, HEIC) an image that few models know.
    private static string? OfBrand(ReadOnlySpan<byte> brand) => brand switch
    {
        [(byte)'M', (byte)'4', (byte)'A' or (byte)'B', ..] => "audio/mp4",
        [(byte)'a', (byte)'v', (byte)'i', ..] or [(byte)'h', (byte)'e', ..] or [(byte)'m', (byte)'i', (byte)'f', ..] => null,
        _ => "video/mp4",
    };

    private static bool IsText(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && !HasControls(bytes) && Utf8.IsValid(bytes);

    private static bool HasControls(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value < (byte)' ' && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
            {
                return true;
            }
        }

        return false;
    }

    private static string OfText(string? declared) =>
        Array.Find(Texts, text => text.Equals(declared, StringComparison.OrdinalIgnoreCase)) ?? "text/plain";
}
