using System.Collections.Immutable;
using Headgate.Gateway.Advice;
using Headgate.Llm.Protocols;

namespace Headgate.Console.Operations.Routing;

/// <summary>What would become of a request now, and why.</summary>
/// <param name="Plan">What is called, in this order, until one answers; empty when the request is refused.</param>
/// <param name="MaxAttempts">Upstream calls at most.</param>
/// <param name="Variant">What splits dealt it; null without one.</param>
/// <param name="Probability">How likely that was, 0 to 1; null without a split.</param>
/// <param name="Refusal">What the client would be told; null when something is called.</param>
/// <param name="Alias">What the name means; null when nothing, or when the key may not use it.</param>
public sealed record RouteView(
    ImmutableArray<RouteTargetView> Plan,
    int MaxAttempts,
    string? Variant,
    double? Probability,
    RouteRefusalView? Refusal,
    RouteAliasView? Alias)
{
    internal static RouteView Of(Dialect dialect, RouteAdvice advice) => new(
        [.. advice.Plan.Select(RouteTargetView.Of)],
        advice.MaxAttempts,
        advice.Variant,
        advice.Probability,
        advice.Refusal is { } refusal ? RouteRefusalView.Of(dialect, refusal) : null,
        advice.Alias is { } alias ? RouteAliasView.Of(alias) : null);
}
