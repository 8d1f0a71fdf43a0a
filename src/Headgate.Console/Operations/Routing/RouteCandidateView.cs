using System.Collections.Immutable;
using Headgate.Gateway.Advice;

namespace Headgate.Console.Operations.Routing;

/// <summary>One entry of an alias, and whether it is in.</summary>
/// <param name="Model">As config writes it: <c>provider/upstream-model</c>, <c>provider/*</c>, or another alias.</param>
/// <param name="Out">
/// Why nothing of it is called: <c>condition</c>, <c>ability</c>, <c>context_window</c>, <c>protocol</c>, <c>credential</c>, <c>health</c>, or
/// <c>nested</c>: all entries of the other alias are out. Null when it is in.
/// </param>
/// <param name="Reason">The same as a sentence; null when it is in.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Variant">What the split calls it; null without a split.</param>
/// <param name="Probability">How likely the split deals it to requests like this one, 0 to 1; null without a split.</param>
/// <param name="Score">
/// What the strategy ranked it by, the least being the best: expected nano-dollars (<c>cost</c>), milliseconds for a paragraph (<c>latency</c>), calls
/// under way and a fraction that is drawn (<c>least-busy</c>). Null where nothing was ranked or known, and for one that was put first without.
/// </param>
/// <param name="Targets">What is called of it, one for each credential and server; empty for another alias, and for what is out.</param>
/// <param name="Alias">The other alias that it is; null for a provider's model.</param>
public sealed record RouteCandidateView(
    string Model,
    string? Out,
    string? Reason,
    int Weight,
    string? Variant,
    double? Probability,
    double? Score,
    ImmutableArray<RouteTargetView> Targets,
    RouteAliasView? Alias)
{
    internal static RouteCandidateView Of(AdvisedCandidate candidate) => new(
        candidate.Name,
        candidate.Exclusion is { } exclusion ? SnakeCase.Of(exclusion) : null,
        candidate.Reason,
        candidate.Weight,
        candidate.Variant,
        candidate.Probability,
        candidate.Score is { } score && double.IsFinite(score) ? score : null,
        [.. candidate.Targets.Select(RouteTargetView.Of)],
        candidate.Alias is { } alias ? RouteAliasView.Of(alias) : null);
}
