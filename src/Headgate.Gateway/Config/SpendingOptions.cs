namespace Headgate.Gateway.Config;

/// <summary>The <c>budgets:</c> section: how requests of keys with budgets are bounded.</summary>
public sealed record SpendingOptions
{
    /// <summary><c>reserve_output</c>: tokens that are held for an answer whose length the client leaves open. Default 4,096.</summary>
    public long ReserveOutput { get; init; } = 4096;

    /// <summary><c>unknown_price: allow</c>: models without a known price may be called, and cost nothing. Default false.</summary>
    public bool AllowsUnknownPrices { get; init; }
}
