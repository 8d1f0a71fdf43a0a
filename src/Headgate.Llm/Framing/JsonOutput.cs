using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Headgate.Llm.Framing;

/// <summary>How the codecs write JSON.</summary>
internal static class JsonOutput
{
    // Text stays readable, since nobody takes a body for markup; the codecs' own tests validate what they write.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A writer; it may be reset to write again.</summary>
    public static Utf8JsonWriter Open(IBufferWriter<byte> output) => new(output, Options);

    /// <summary>Writes a value as it stands in the body it was read from, on one line: in an event of a stream it would end at the next.</summary>
    public static void WriteRaw(this Utf8JsonWriter writer, ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            writer.WriteRawValue(json.Span, skipInputValidation: true);
            return;
        }

        // JSON has line breaks between its tokens only, where a space says the same.
        byte[] rented = ArrayPool<byte>.Shared.Rent(json.Length);
        Span<byte> line = rented.AsSpan(..json.Length);
        json.Span.CopyTo(line);
        line.Replace((byte)'\n', (byte)' ');
        line.Replace((byte)'\r', (byte)' ');
        writer.WriteRawValue(line, skipInputValidation: true);
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Writes a member whose value stands in the body it was read from.</summary>
    public static void WriteRaw(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> json)
    {
        writer.WritePropertyName(name);
        writer.WriteRaw(json);
    }

    /// <summary>Writes a member whose value stands in the body it was read from.</summary>
    public static void WriteRaw(this Utf8JsonWriter writer, string name, ReadOnlyMemory<byte> json)
    {
        writer.WritePropertyName(name);
        writer.WriteRaw(json);
    }
}
