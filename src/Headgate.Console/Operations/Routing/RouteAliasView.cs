using System.Collections.Immutable;
using Headgate.Gateway.Advice;

namespace Headgate.Console.Operations.Routing;

/// <summary>An alias, put in order for one request.</summary>
/// <param name="Name">The name, or the pattern.</param>
/// <param name="Strategy">How the first is chosen, as config writes it.</param>
/// <param name="Split">What its split deals by: <c>session</c>, <c>key</c> or <c>user</c>; null without a split.</param>
/// <param name="Candidates">Its entries, best first.</param>
public sealed record RouteAliasView(string Name, string Strategy, string? Split, ImmutableArray<RouteCandidateView> Candidates)
{
    internal static RouteAliasView Of(AdvisedAlias alias) => new(
        alias.Name,
        alias.Strategy,
        alias.Split is { } split ? SnakeCase.Of(split) : null,
        [.. alias.Candidates.Select(RouteCandidateView.Of)]);
}
