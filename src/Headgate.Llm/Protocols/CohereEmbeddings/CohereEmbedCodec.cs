using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.CohereEmbeddings;

/// <summary><c>POST /v2/embed</c>: https://docs.cohere.com/reference/embed, read 2026-11-23.</summary>
internal sealed class CohereEmbedCodec : IEmbeddingsEgress
{
    private const WireProtocol Own = WireProtocol.CohereEmbed;
    private const string NoCounterpart = "Cohere has no such member";

    /// <summary>The most texts of one call.</summary>
    private const int MostTexts = 96;

    public WireProtocol Protocol => Own;

    public int MostInputs(EgressTarget target) => MostTexts;

    public void EncodeRequest(EmbeddingsRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        writer.WriteStartObject();
        writer.WriteString("model"u8, target.Model);
        writer.WriteStartArray("texts"u8);
        foreach (EmbeddingInput input in request.Inputs)
        {
            losses.Add(input.Extras, NoCounterpart);
            writer.WriteRaw(TextOnly.Of(input, "Cohere"));
        }

        writer.WriteEndArray();
        writer.WriteString("input_type"u8, Word(request.Purpose, losses));
        writer.WriteStartArray("embedding_types"u8);
        writer.WriteStringValue("float"u8);
        writer.WriteEndArray();
        if (request.Dimensions is { } dimensions)
        {
            writer.WriteNumber("output_dimension"u8, dimensions.Value);
        }

        writer.WriteEndObject();
        losses.Add(request.Extras, NoCounterpart);
        if (request.EndUser is { } user)
        {
            losses.Add(user.Path, NoCounterpart);
        }

        if (request.Title is { } title)
        {
            losses.Add(title.Path, NoCounterpart);
        }
    }

    public EmbeddingsResponse DecodeResponse(ReadOnlyMemory<byte> body, int inputs)
    {
        var vectors = new EmbeddingVector?[inputs];
        Usage? usage = null;
        ExtraList extras = new(Own);
        JsonWalk walk = new(body);
        walk.EnterObject(default);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("embeddings"u8))
            {
                ReadVectors(ref walk, vectors);
            }
            else if (name.SequenceEqual("meta"u8))
            {
                JsonCursor cursor = new(walk.Raw().Span);
                usage = BilledUsage.Read(ref cursor);
            }
            else if (name.SequenceEqual("texts"u8) || name.SequenceEqual("response_type"u8))
            {
                walk.Skip(); // the request's own texts, and how the answer is to be read
            }
            else
            {
                extras.Take(name, ref walk, default);
            }
        }

        ImmutableArray<EmbeddingVector> whole = VectorList.Whole(vectors, "$.embeddings.float");
        return new EmbeddingsResponse { Protocol = Own, Vectors = whole, Usage = usage, Extras = extras.ToImmutable() };
    }

    // Cohere wants to be told; a text that nobody said more of is most likely to be found one day.
    private static string Word(Given<EmbeddingPurpose>? purpose, LossList losses)
    {
        switch (purpose?.Value)
        {
            case EmbeddingPurpose.Query or EmbeddingPurpose.Question or EmbeddingPurpose.Statement or EmbeddingPurpose.CodeQuery:
                return "search_query";
            case EmbeddingPurpose.Classification:
                return "classification";
            case EmbeddingPurpose.Clustering:
                return "clustering";
            case EmbeddingPurpose.Similarity:
                losses.Add(purpose.Value.Path, "Cohere has no such purpose");
                return "clustering";
            default:
                return "search_document";
        }
    }

    private static void ReadVectors(ref JsonWalk walk, EmbeddingVector?[] vectors)
    {
        JsonPlace embeddings = new("$.embeddings");
        walk.EnterObject(embeddings);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (!name.SequenceEqual("float"u8))
            {
                walk.Skip();
                continue;
            }

            walk.EnterArray(embeddings.Member("float"));
            for (int index = 0; walk.NextElement(); index++)
            {
                JsonPlace place = new("$.embeddings.float[{0}]", index);
                VectorList.Put(vectors, index, VectorList.Read(ref walk, place), place);
            }
        }
    }
}
