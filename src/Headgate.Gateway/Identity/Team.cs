using System.Collections.Immutable;
using Headgate.Gateway.Budgets;

namespace Headgate.Gateway.Identity;

/// <summary>What keys can have in common.</summary>
public sealed record Team
{
    /// <summary>Its name; unique.</summary>
    public required string Name { get; init; }

    /// <summary>What its keys may ask for at most; empty = anything that a key may.</summary>
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary>How much its keys may spend together, and its organization's, the narrower first; empty without limits.</summary>
    public ImmutableArray<Budget> Budgets { get; init; } = [];

    /// <summary>What each end user of its keys may spend, over all of them; null without limits.</summary>
    public EndUserBudget? EndUsers { get; init; }

    /// <summary>The organization it belongs to; null for none.</summary>
    public string? Organization { get; init; }
}
