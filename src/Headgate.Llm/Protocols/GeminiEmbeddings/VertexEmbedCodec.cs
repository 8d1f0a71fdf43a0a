using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary>
/// Vertex AI's embeddings: https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api, in excerpts, and by the
/// client of @google/genai 3.1.0, read 2026-11-23.
/// </summary>
internal sealed class VertexEmbedCodec : IEmbeddingsEgress
{
    public WireProtocol Protocol => WireProtocol.VertexEmbed;

    public int MostInputs(EgressTarget target) => EmbedModel.IsGemini(target.Model) ? 1 : target.Vendor.MostInputs ?? int.MaxValue;

    public void EncodeRequest(EmbeddingsRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses)
    {
        losses.Add(request.Extras, EmbedTask.NoCounterpart);
        foreach (EmbeddingInput input in request.Inputs)
        {
            losses.Add(input.Extras, EmbedTask.NoCounterpart);
        }

        EmbedTask task = EmbedTask.Of(request, target, losses);
        using Utf8JsonWriter json = JsonOutput.Open(output);
        json.WriteStartObject();
        if (EmbedModel.TakesContent(target.Model))
        {
            WriteContent(json, request.Inputs[0], task);
        }
        else
        {
            WriteInstances(json, request, task);
        }

        json.WriteEndObject();
    }

    public EmbeddingsResponse DecodeResponse(ReadOnlyMemory<byte> body, int inputs) => GoogleEmbedReply.Decode(body, inputs, Protocol);

    private static void WriteContent(Utf8JsonWriter json, EmbeddingInput input, EmbedTask task)
    {
        json.WriteStartObject("content"u8);
        json.WriteString("role"u8, "user"u8);
        json.WriteStartArray("parts"u8);
        json.WriteStartObject();
        json.WriteRaw("text"u8, TextOnly.Of(input, "Gemini"));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("embedContentConfig"u8);
        task.WriteTo(json);
        json.WriteEndObject();
    }

    private static void WriteInstances(Utf8JsonWriter json, EmbeddingsRequest request, EmbedTask task)
    {
        json.WriteStartArray("instances"u8);
        foreach (EmbeddingInput input in request.Inputs)
        {
            json.WriteStartObject();
            json.WriteRaw("content"u8, TextOnly.Of(input, "Vertex AI"));
            if (task.Type is { } type)
            {
                json.WriteString("task_type"u8, type);
            }

            if (task.Title is { } title)
            {
                json.WriteString("title"u8, title);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (task.Dimensions is { } dimensions)
        {
            json.WriteStartObject("parameters"u8);
            json.WriteNumber("outputDimensionality"u8, dimensions);
            json.WriteEndObject();
        }
    }
}
