using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Embeddings;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiEmbeddings;

/// <summary>One content to embed, with what Google is told of it: https://ai.google.dev/api/embeddings#EmbedContentRequest, read 2026-11-23.</summary>
/// <param name="Input">The text.</param>
internal sealed record EmbedContent(EmbeddingInput Input)
{
    /// <summary>What its vector is for; null = not said.</summary>
    public Given<EmbeddingPurpose>? Purpose { get; init; }

    /// <summary>Its title; null = not said.</summary>
    public Given<string>? Title { get; init; }

    /// <summary>How many numbers its vector is to have; null = the model's default.</summary>
    public Given<long>? Dimensions { get; init; }

    /// <summary>Where <see cref="Title"/> stood, as it stood.</summary>
    public Extra? TitleAsWritten { get; init; }

    /// <summary>
    /// The request that embeds them all. Others than Google have one purpose and one length of vectors for all; each its own title is lost there.
    /// </summary>
    /// <exception cref="UnreadableException">There are none, or they are to be embedded in different ways.</exception>
    public static EmbeddingsRequest Together(ImmutableArray<EmbedContent> contents, WireProtocol protocol)
    {
        if (contents.IsEmpty)
        {
            throw JsonWalk.Refuse(new JsonPlace("$.requests"), "is missing or empty; send at least one request");
        }

        EmbedContent first = contents[0];
        foreach (EmbedContent content in contents)
        {
            if (content.Dimensions?.Value != first.Dimensions?.Value)
            {
                throw Unlike(content.Dimensions?.Path ?? first.Dimensions!.Value.Path);
            }

            if (content.Purpose?.Value != first.Purpose?.Value)
            {
                throw Unlike(content.Purpose?.Path ?? first.Purpose!.Value.Path);
            }
        }

        bool isOfAll = contents.All(content => content.Title?.Value == first.Title?.Value);
        return new EmbeddingsRequest
        {
            Protocol = protocol,
            Inputs = [.. contents.Select(content => isOfAll ? content.Input : content.Titled())],
            Dimensions = first.Dimensions,
            Purpose = first.Purpose,
            Title = isOfAll ? first.Title : null,
        };
    }

    private EmbeddingInput Titled() => TitleAsWritten is { } title ? Input with { Extras = [.. Input.Extras, title] } : Input;

    private static UnreadableException Unlike(string path) =>
        new(RequestChecks.Refuse(path, "must be the same in all requests, since it is one for all where they are sent"));
}
