using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Route.Strategies;

/// <summary>In the order of the config.</summary>
internal sealed class PriorityStrategy : IRoutingStrategy
{
    /// <inheritdoc />
    public string Name => "priority";

    /// <inheritdoc />
    public void Order(Span<Candidate> candidates, in Prospect prospect, ModelAlias alias, Draw draw)
    {
        // they come so
    }
}
