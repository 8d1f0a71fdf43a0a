using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary><c>:batchEmbedContents</c>: https://ai.google.dev/api/embeddings, read 2026-11-23.</summary>
internal sealed class GeminiEmbedCodec : IEmbeddingsEgress
{
    public WireProtocol Protocol => WireProtocol.GeminiEmbed;

    public void EncodeRequest(EmbeddingsRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses)
    {
        EmbedTask task = EmbedTask.Of(request, target, losses);
        string model = $"models/{target.Model}";
        using Utf8JsonWriter json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteStartArray("requests"u8);
        foreach (EmbeddingInput input in request.Inputs)
        {
            json.WriteStartObject();
            json.WriteString("model"u8, model);
            json.WriteStartObject("content"u8);
            json.WriteStartArray("parts"u8);
            json.WriteStartObject();
            json.WriteRaw("text"u8, TextOnly.Of(input, "Gemini"));
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            task.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public EmbeddingsResponse DecodeResponse(ReadOnlyMemory<byte> body, int inputs) => GoogleEmbedReply.Decode(body, inputs, Protocol);
}
