using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Config;

/// <summary>The <c>hedge:</c> of an alias: a second call beside one whose first token is late.</summary>
/// <param name="After"><c>after</c>: how long the first token is waited for.</param>
/// <param name="Percent"><c>percent</c>: of a hundred requests, how many may have one.</param>
/// <param name="MaxCost"><c>max_cost</c>: what one may come to at most; null = anything.</param>
public sealed record HedgeOptions(TimeSpan After, int Percent, Money? MaxCost);
