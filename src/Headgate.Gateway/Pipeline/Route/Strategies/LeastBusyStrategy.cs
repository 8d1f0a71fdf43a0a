using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route.Strategies;

/// <summary>The one with the fewest calls under way, to the end of their streams; among equals one is drawn.</summary>
internal sealed class LeastBusyStrategy : IRoutingStrategy
{
    /// <inheritdoc />
    public string Name => "least-busy";

    /// <inheritdoc />
    public void Order(Span<Candidate> candidates, in Prospect prospect, ModelAlias alias, Draw draw)
    {
        Span<Candidate> free = prospect.KeepFree(candidates);
        int probe = prospect.FindProbe(free);
        for (int i = 0; i < free.Length; i++)
        {
            draw = draw.Next();
            free[i].Score = i == probe ? double.NegativeInfinity : prospect.HealthOf(free[i]).InFlight + draw.Unit;
        }

        free.SortByScore();
    }
}
