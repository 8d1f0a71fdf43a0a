using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Replays;

namespace Headgate.Gateway.Stores;

/// <summary>What is known of a request's cost before it is sent.</summary>
public sealed record LedgerReservation
{
    /// <summary>The request's id.</summary>
    public required string RequestId { get; init; }

    /// <summary>When it arrived: its spending is of that time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Whose money it is, at all levels, whether they have a budget or not.</summary>
    public required ImmutableArray<BudgetScope> Scopes { get; init; }

    /// <summary>The target called first, <c>provider/upstream-model</c>.</summary>
    public required string Target { get; init; }

    /// <summary>What it may come to: what it is charged at when its end is never known.</summary>
    public required Money Amount { get; init; }

    /// <summary>What a repeat of it would be known by; null when its client did not send an <c>Idempotency-Key</c>.</summary>
    public RequestMark? Mark { get; init; }
}
