using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Replays;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Budgets;

/// <summary>What of a request bounds its cost.</summary>
internal sealed record SpendingTerms
{
    /// <summary>The request's id.</summary>
    public required string RequestId { get; init; }

    /// <summary>When it arrived: its spending is of that time.</summary>
    public required DateTimeOffset Arrived { get; init; }

    /// <summary>The budgets that it is held against, the narrowest first.</summary>
    public required ImmutableArray<Budget> Budgets { get; init; }

    /// <summary>Whose money it is, at all levels, whether they have a budget or not.</summary>
    public required ImmutableArray<BudgetScope> Scopes { get; init; }

    /// <summary>The size of its body.</summary>
    public required long Bytes { get; init; }

    /// <summary>The most tokens that the answer may have; null when the client leaves that open, 0 where none are generated.</summary>
    public required long? OutputBound { get; init; }

    /// <summary>How many answers it asks for; null where they cannot be bounded for the client.</summary>
    public long? Answers { get; init; }

    /// <summary>What a repeat of it would be known by; null when its client did not send an <c>Idempotency-Key</c>.</summary>
    public RequestMark? Mark { get; init; }

    /// <summary>The classes of service, and what else has a price of its own, that it asks the vendor for.</summary>
    public AskedTiers Tiers { get; init; } = AskedTiers.None;

    /// <summary>How the operator has it.</summary>
    public required SpendingOptions Options { get; init; }
}
