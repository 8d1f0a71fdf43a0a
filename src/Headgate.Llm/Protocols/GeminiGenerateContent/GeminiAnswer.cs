using System.Collections.Immutable;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>A <c>GenerateContentResponse</c>: a whole answer, or one chunk of a stream.</summary>
internal sealed record GeminiAnswer
{
    /// <summary>The vendor's id; null when it gave none.</summary>
    public string? Id { get; init; }

    /// <summary>The model that answered; null when it was not said.</summary>
    public string? Model { get; init; }

    /// <summary>When it was begun; null when that was not said, as Google's own API does not: Vertex AI does.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The answers; empty when the prompt was refused, and in chunks that tell usage only.</summary>
    public ImmutableArray<GeminiCandidate> Candidates { get; init; } = [];

    /// <summary>What was used so far; null when it was not said.</summary>
    public Usage? Usage { get; init; }

    /// <summary>True when the prompt was refused by a filter: then there is no answer.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>Members that only this protocol knows.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];
}
