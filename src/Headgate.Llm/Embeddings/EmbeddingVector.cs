using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Embeddings;

/// <summary>A vector as its vendor wrote it. It is read only where the client wants it written otherwise: numbers stay exactly as they came.</summary>
/// <param name="Format">How it is written.</param>
/// <param name="Json">The JSON array or string, whole.</param>
public readonly record struct EmbeddingVector(VectorFormat Format, ReadOnlyMemory<byte> Json)
{
    /// <summary>Writes it as a member's value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="wanted">How.</param>
    /// <exception cref="FormatException">It is no array of numbers, or no base64 of 32-bit floats.</exception>
    public void Write(Utf8JsonWriter writer, VectorFormat wanted)
    {
        if (wanted == Format)
        {
            writer.WriteRaw(Json);
        }
        else if (wanted == VectorFormat.Base64)
        {
            WriteBase64(writer);
        }
        else
        {
            WriteNumbers(writer);
        }
    }

    private void WriteBase64(Utf8JsonWriter writer)
    {
        var floats = new ArrayBufferWriter<byte>(Json.Length / 2);
        var reader = new Utf8JsonReader(Json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetSingle(out float number) || !float.IsFinite(number))
            {
                throw new FormatException("A vector holds what is no finite number.");
            }

            BinaryPrimitives.WriteSingleLittleEndian(floats.GetSpan(sizeof(float)), number);
            floats.Advance(sizeof(float));
        }

        writer.WriteBase64StringValue(floats.WrittenSpan);
    }

    private void WriteNumbers(Utf8JsonWriter writer)
    {
        var reader = new Utf8JsonReader(Json.Span);
        reader.Read();
        if (!reader.TryGetBytesFromBase64(out byte[]? floats) || floats.Length % sizeof(float) != 0)
        {
            throw new FormatException("A vector is no base64 of 32-bit floats.");
        }

        writer.WriteStartArray();
        for (int at = 0; at < floats.Length; at += sizeof(float))
        {
            float number = BinaryPrimitives.ReadSingleLittleEndian(floats.AsSpan(at));
            if (!float.IsFinite(number))
            {
                throw new FormatException("A vector holds what is no finite number.");
            }

            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}
