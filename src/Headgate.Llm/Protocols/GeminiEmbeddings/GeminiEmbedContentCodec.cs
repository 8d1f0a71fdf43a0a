using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary><c>:embedContent</c>, one content: https://ai.google.dev/api/embeddings, read 2026-11-23.</summary>
internal sealed class GeminiEmbedContentCodec : IEmbeddingsIngress
{
    public WireProtocol Protocol => WireProtocol.GeminiEmbedContent;

    public EmbeddingsRequest DecodeRequest(ReadOnlyMemory<byte> body)
    {
        JsonWalk walk = new(body);
        return EmbedContent.Together([EmbedContentReader.Read(ref walk, default, Protocol)], Protocol);
    }

    public void EncodeResponse(EmbeddingsResponse response, EmbeddingsRequest request, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteStartObject("embedding"u8);
        json.WritePropertyName("values"u8);
        response.Vectors[0].Write(json, VectorFormat.Numbers);
        json.WriteEndObject();
        EmbedUsage.Write(json, response, losses);
        json.WriteEndObject();
    }
}
