using Headgate.Gateway.Fleets;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;

namespace Headgate.FleetWorld;

/// <summary>Any replica.</summary>
internal sealed class RandomBalancer(int replicas, ulong seed) : IBalancer
{
    private readonly DrawSource _draws = new(seed);

    /// <inheritdoc />
    public (int Replica, IVisit Visit) Send(Arrival arrival) => ((int)(_draws.Take("world").Unit * replicas), new Unheard());

    /// <inheritdoc />
    public void Heard(int replica, ReplicaMetrics metrics)
    {
        // it looks at nothing
    }

    private sealed class Unheard : IVisit
    {
        public void FirstToken()
        {
            // it looks at nothing
        }

        public void Ended(TimeSpan after, Usage usage)
        {
            // it looks at nothing
        }
    }
}
