using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary>
/// An answer of Google's: <c>embeddings</c> of a batch, the <c>embedding</c> of one content, or the <c>predictions</c> of Vertex' older models, by the
/// client of @google/genai 3.1.0, read 2026-11-23.
/// </summary>
internal static class GoogleEmbedReply
{
    private static readonly JsonPlace Batch = new("$.embeddings");
    private static readonly JsonPlace Single = new("$.embedding");
    private static readonly JsonPlace Predictions = new("$.predictions");

    /// <summary>Reads what the native lane wants to know.</summary>
    public static ReplyReading Read(ReadOnlySpan<byte> body)
    {
        try
        {
            JsonCursor reply = new(body);
            ReplyReading reading = Read(ref reply);
            reply.End();
            return reading;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// <summary>Reads it into the hub.</summary>
    /// <exception cref="UnreadableException">It is none, or has not one vector for each input.</exception>
    public static EmbeddingsResponse Decode(ReadOnlyMemory<byte> body, int inputs, WireProtocol protocol)
    {
        var vectors = new EmbeddingVector?[inputs];
        ExtraList extras = new(protocol);
        JsonWalk walk = new(body);
        walk.EnterObject(default);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("embeddings"u8))
            {
                walk.EnterArray(Batch);
                for (int i = 0; walk.NextElement(); i++)
                {
                    ReadVector(ref walk, vectors, i, new JsonPlace("$.embeddings[{0}]", i), ref extras);
                }
            }
            else if (name.SequenceEqual("embedding"u8))
            {
                ReadVector(ref walk, vectors, 0, Single, ref extras);
            }
            else if (name.SequenceEqual("predictions"u8))
            {
                ReadPredictions(ref walk, vectors, ref extras);
            }
            else if (name.SequenceEqual("usageMetadata"u8))
            {
                walk.Skip();
            }
            else
            {
                extras.Take(name, ref walk, default);
            }
        }

        return new EmbeddingsResponse
        {
            Protocol = protocol,
            Vectors = VectorList.Whole(vectors, "$.embeddings"),
            Usage = Read(body.Span).Usage,
            Extras = extras.ToImmutable(),
        };
    }

    private static void ReadPredictions(ref JsonWalk walk, EmbeddingVector?[] vectors, ref ExtraList extras)
    {
        walk.EnterArray(Predictions);
        for (int i = 0; walk.NextElement(); i++)
        {
            JsonPlace place = new("$.predictions[{0}]", i);
            walk.EnterObject(place);
            while (walk.NextGiven(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("embeddings"u8))
                {
                    ReadVector(ref walk, vectors, i, place.Member("embeddings"), ref extras);
                }
                else
                {
                    extras.Take(name, ref walk, place);
                }
            }
        }
    }

    private static void ReadVector(ref JsonWalk walk, EmbeddingVector?[] vectors, int index, JsonPlace place, ref ExtraList extras)
    {
        EmbeddingVector? vector = null;
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("values"u8))
            {
                vector = VectorList.Read(ref walk, place.Member("values"));
            }
            else if (name.SequenceEqual("statistics"u8))
            {
                ReadStatistics(ref walk, place.Member("statistics"), ref extras);
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }

        VectorList.Put(vectors, index, vector, place);
    }

    // Tokens are usage. That a text was cut has no place in other protocols, which refuse what is too long.
    private static void ReadStatistics(ref JsonWalk walk, JsonPlace place, ref ExtraList extras)
    {
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("token_count"u8) || (name.SequenceEqual("truncated"u8) && walk.Kind == JsonTokenType.False))
            {
                walk.Skip();
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }
    }

    private static ReplyReading Read(ref JsonCursor reply)
    {
        bool isAnswer = false;
        long? tokens = null;
        if (!reply.EnterObject())
        {
            return default;
        }

        while (reply.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("usageMetadata"u8))
            {
                tokens = Find(ref reply, "promptTokenCount"u8) ?? tokens;
            }
            else if (name.SequenceEqual("predictions"u8) && reply.Kind == JsonTokenType.StartArray)
            {
                isAnswer = true;
                tokens = ReadPredictions(ref reply) ?? tokens;
            }
            else
            {
                isAnswer |= (name.SequenceEqual("embeddings"u8) && reply.Kind == JsonTokenType.StartArray)
                    || (name.SequenceEqual("embedding"u8) && reply.Kind == JsonTokenType.StartObject);
                reply.Skip();
            }
        }

        return new ReplyReading(isAnswer, tokens is null ? null : new Usage { InputText = tokens }, null);
    }

    private static long? ReadPredictions(ref JsonCursor predictions)
    {
        long? tokens = null;
        predictions.EnterArray();
        while (predictions.NextElement())
        {
            // {"embeddings":{"statistics":{"token_count":4}}}
            tokens = Find(ref predictions, "token_count"u8) is { } count ? (tokens ?? 0) + count : tokens;
        }

        return tokens;
    }

    /// <summary>Consumes the value: the count with this name, however deep.</summary>
    private static long? Find(ref JsonCursor value, ReadOnlySpan<byte> wanted)
    {
        if (value.Kind != JsonTokenType.StartObject)
        {
            value.Skip();
            return null;
        }

        long? found = null;
        value.EnterObject();
        while (value.NextMember(out ReadOnlySpan<byte> name))
        {
            found = name.SequenceEqual(wanted) ? value.Count() : Find(ref value, wanted) ?? found;
        }

        return found;
    }
}
