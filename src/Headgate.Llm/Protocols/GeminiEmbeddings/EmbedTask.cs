using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;

namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary>What Google is told besides the inputs: https://ai.google.dev/api/embeddings#EmbedContentRequest, read 2026-11-23.</summary>
/// <param name="Type">What the vectors are for; null = nothing is said.</param>
/// <param name="Title">The documents' title; null = nothing is said.</param>
/// <param name="Dimensions">How many numbers a vector is to have; null = the model's default.</param>
internal sealed record EmbedTask(string? Type, string? Title, long? Dimensions)
{
    /// <summary>Why a member is lost that Google does not have.</summary>
    public const string NoCounterpart = "Google's embeddings have no such member";

    private const string OfDocuments = "RETRIEVAL_DOCUMENT";

    private static readonly (string Word, EmbeddingPurpose Purpose)[] Words =
    [
        (OfDocuments, EmbeddingPurpose.Document), ("RETRIEVAL_QUERY", EmbeddingPurpose.Query), ("SEMANTIC_SIMILARITY", EmbeddingPurpose.Similarity),
        ("CLASSIFICATION", EmbeddingPurpose.Classification), ("CLUSTERING", EmbeddingPurpose.Clustering),
        ("QUESTION_ANSWERING", EmbeddingPurpose.Question), ("FACT_VERIFICATION", EmbeddingPurpose.Statement),
        ("CODE_RETRIEVAL_QUERY", EmbeddingPurpose.CodeQuery),
    ];

    /// <summary>What the vectors are for, by Google's word; null where it is none of those known here.</summary>
    public static EmbeddingPurpose? PurposeOf(string word)
    {
        int known = Array.FindIndex(Words, pair => pair.Word == word);
        return known < 0 ? null : Words[known].Purpose;
    }

    /// <summary>Reads a request; names what Google cannot be told.</summary>
    public static EmbedTask Of(EmbeddingsRequest request, EgressTarget target, LossList losses)
    {
        if (request.EndUser is { } user)
        {
            losses.Add(user.Path, NoCounterpart);
        }

        string? type = request.Purpose is { } purpose ? Word(purpose, target, losses) : null;
        string? title = request.Title?.Value;
        if (title is not null && type != OfDocuments)
        {
            losses.Add(request.Title!.Value.Path, "only documents have a title");
            title = null;
        }

        return new EmbedTask(type, title, request.Dimensions?.Value);
    }

    /// <summary>Writes it as members of the open object.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        if (Type is not null)
        {
            json.WriteString("taskType"u8, Type);
        }

        if (Title is not null)
        {
            json.WriteString("title"u8, Title);
        }

        if (Dimensions is { } dimensions)
        {
            json.WriteNumber("outputDimensionality"u8, dimensions);
        }
    }

    private static string? Word(Given<EmbeddingPurpose> purpose, EgressTarget target, LossList losses)
    {
        if (!EmbedModel.TakesTask(target.Model))
        {
            losses.Add(purpose.Path, "this model finds its task in the text");
            return null;
        }

        return Words.First(known => known.Purpose == purpose.Value).Word;
    }
}
