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

    /// <summary>Writes a value as it stands in the body it was read from.</summary>
    public static void WriteRaw(this Utf8JsonWriter writer, ReadOnlyMemory<byte> json) =>
        writer.WriteRawValue(json.Span, skipInputValidation: true);

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
