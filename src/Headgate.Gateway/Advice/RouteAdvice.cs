using System.Collections.Immutable;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Advice;

/// <summary>What would become of a request now, and why.</summary>
public sealed record RouteAdvice
{
    /// <summary>What the name means; null when nothing, or when the key may not use it.</summary>
    public AdvisedAlias? Alias { get; init; }

    /// <summary>What is called, in this order; the first that answers is the last. Empty when it is refused.</summary>
    public ImmutableArray<AdvisedTarget> Plan { get; init; } = [];

    /// <summary>Upstream calls at most.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>What splits dealt it; null without one.</summary>
    public string? Variant { get; init; }

    /// <summary>How likely that was; null without a split.</summary>
    public double? Probability { get; init; }

    /// <summary>What the client would be told instead of an answer; null when something is called.</summary>
    public GatewayError? Refusal { get; init; }
}
