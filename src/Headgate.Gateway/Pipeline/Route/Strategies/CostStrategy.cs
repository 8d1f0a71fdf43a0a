using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route.Strategies;

/// <summary>
/// The cheapest for this request, with what the prompt cache is expected to save; what has no price comes last. Equals stay in the order of the
/// config.
/// </summary>
internal sealed class CostStrategy : IRoutingStrategy
{
    /// <inheritdoc />
    public string Name => "cost";

    /// <inheritdoc />
    public void Order(Span<Candidate> candidates, in Prospect prospect, ModelAlias alias, Draw draw)
    {
        Span<Candidate> free = prospect.KeepFree(candidates);
        int probe = prospect.FindProbe(free);
        for (int i = 0; i < free.Length; i++)
        {
            free[i].Score = i == probe ? double.NegativeInfinity : prospect.ExpectedCost(free[i]) ?? double.PositiveInfinity;
        }

        free.SortByScore();
    }
}
