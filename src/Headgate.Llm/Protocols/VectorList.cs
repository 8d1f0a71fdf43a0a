using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>The vectors of an answer: exactly one for each input, or the answer is none.</summary>
internal static class VectorList
{
    /// <summary>Takes a vector, whichever way it is written.</summary>
    public static EmbeddingVector Read(ref JsonWalk walk, JsonPlace place) => walk.Kind switch
    {
        JsonTokenType.StartArray => new EmbeddingVector(VectorFormat.Numbers, walk.Raw()),
        JsonTokenType.String => new EmbeddingVector(VectorFormat.Base64, walk.Raw()),
        _ => throw walk.Mistyped(place, "an array of numbers or base64"),
    };

    /// <summary>Puts a vector at its input's place.</summary>
    public static void Put(EmbeddingVector?[] vectors, long index, EmbeddingVector? vector, JsonPlace place)
    {
        if (vector is null || index < 0 || index >= vectors.Length || vectors[index] is not null)
        {
            throw JsonWalk.Refuse(place, "is no vector for one of the inputs");
        }

        vectors[index] = vector;
    }

    /// <summary>All of them.</summary>
    public static ImmutableArray<EmbeddingVector> Whole(EmbeddingVector?[] vectors, string path)
    {
        foreach (EmbeddingVector? vector in vectors)
        {
            if (vector is null)
            {
                throw JsonWalk.Refuse(new JsonPlace(path), "has not one vector for each input");
            }
        }

        return [.. vectors.Select(vector => vector!.Value)];
    }
}
