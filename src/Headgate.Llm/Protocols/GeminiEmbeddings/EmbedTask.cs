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
    private const string OfDocuments = "RETRIEVAL_DOCUMENT";
    private const string NoCounterpart = "Google's embeddings have no such member";

    /// <summary>Reads a request; names what Google cannot be told.</summary>
    public static EmbedTask Of(EmbeddingsRequest request, EgressTarget target, LossList losses)
    {
        losses.Add(request.Extras, NoCounterpart);
        foreach (EmbeddingInput input in request.Inputs)
        {
            losses.Add(input.Extras, NoCounterpart);
        }

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

        return purpose.Value switch
        {
            EmbeddingPurpose.Document => OfDocuments,
            EmbeddingPurpose.Query => "RETRIEVAL_QUERY",
            EmbeddingPurpose.Classification => "CLASSIFICATION",
            EmbeddingPurpose.Clustering => "CLUSTERING",
            _ => "SEMANTIC_SIMILARITY",
        };
    }
}
