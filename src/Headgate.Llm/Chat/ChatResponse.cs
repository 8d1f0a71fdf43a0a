using System.Collections.Immutable;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Chat;

/// <summary>A whole answer of a chat model, in no vendor's words. Immutable; bytes in it are slices of the body it was read from.</summary>
public sealed record ChatResponse
{
    /// <summary>The protocol it came in: whose paths a <see cref="Loss"/> is told in.</summary>
    public required WireProtocol Protocol { get; init; }

    /// <summary>The vendor's id; null when it gave none.</summary>
    public string? Id { get; init; }

    /// <summary>The model that answered, as the vendor names it; null when it did not say.</summary>
    public string? Model { get; init; }

    /// <summary>When the answer was made; null when the vendor did not say.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The answers; one, unless more were asked for.</summary>
    public required ImmutableArray<ChatChoice> Choices { get; init; }

    /// <summary>What was used; null when the vendor did not say.</summary>
    public Usage? Usage { get; init; }

    /// <summary>The class of service given, as the vendor names it; null when it did not say.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Where <see cref="ServiceTier"/> stood; default the member <c>service_tier</c> of the answer.</summary>
    public string ServiceTierPath { get; init; } = "$.service_tier";

    /// <summary>What reading it could not carry, in paths of the vendor's body; default nothing.</summary>
    public ImmutableArray<Loss> Losses { get; init; } = [];

    /// <summary>Members that only their own protocol knows; default none.</summary>
    public ImmutableArray<Extra> Extras { get; init; } = [];
}
