using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;

namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary><c>:batchEmbedContents</c>: https://ai.google.dev/api/embeddings, read 2026-11-23.</summary>
internal sealed class GeminiEmbedCodec : IEmbeddingsIngress, IEmbeddingsEgress
{
    private static readonly JsonPlace Requests = new("$.requests");

    public WireProtocol Protocol => WireProtocol.GeminiEmbed;

    public EmbeddingsRequest DecodeRequest(ReadOnlyMemory<byte> body)
    {
        ImmutableArray<EmbedContent>.Builder contents = ImmutableArray.CreateBuilder<EmbedContent>();
        ExtraList extras = new(Protocol);
        JsonWalk walk = new(body);
        walk.EnterObject(default);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (!name.SequenceEqual("requests"u8))
            {
                extras.Take(name, ref walk, default);
                continue;
            }

            walk.EnterArray(Requests);
            while (walk.NextElement())
            {
                contents.Add(EmbedContentReader.Read(ref walk, new JsonPlace("$.requests[{0}]", contents.Count), Protocol));
            }
        }

        return EmbedContent.Together(contents.DrainToImmutable(), Protocol) with { Extras = extras.ToImmutable() };
    }

    public void EncodeRequest(EmbeddingsRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses)
    {
        EmbedTask task = EmbedTask.Of(request, target, losses);
        string model = GeminiModelName.InBody(target.Model);
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
            WriteOwn(json, input.Extras, losses);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteOwn(json, request.Extras, losses);
        json.WriteEndObject();
    }

    public EmbeddingsResponse DecodeResponse(ReadOnlyMemory<byte> body, int inputs) => GoogleEmbedReply.Decode(body, inputs, Protocol);

    public void EncodeResponse(EmbeddingsResponse response, EmbeddingsRequest request, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteStartArray("embeddings"u8);
        foreach (EmbeddingVector vector in response.Vectors)
        {
            json.WriteStartObject();
            json.WritePropertyName("values"u8);
            vector.Write(json, VectorFormat.Numbers);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        EmbedUsage.Write(json, response, losses);
        json.WriteEndObject();
    }

    private void WriteOwn(Utf8JsonWriter json, ImmutableArray<Extra> extras, LossList losses)
    {
        foreach (Extra extra in extras)
        {
            if (extra.Protocol == Protocol)
            {
                json.WriteRaw(extra.Name, extra.Json);
            }
            else
            {
                losses.Add(extra.Place, EmbedTask.NoCounterpart);
            }
        }
    }
}
