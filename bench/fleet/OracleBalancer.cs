using Headgate.Gateway.Fleets;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;

namespace Headgate.FleetWorld;

/// <summary>Looks into the engines: what is queued in them and what their caches have, at this moment. Nobody could; it shows what there is to gain.</summary>
internal sealed class OracleBalancer(Engine[] engines, ulong seed, VirtualTime time) : IBalancer
{
    private readonly DrawSource _draws = new(seed);

    /// <inheritdoc />
    public (int Replica, IVisit Visit) Send(Arrival arrival)
    {
        Draw draw = _draws.Take("world");
        int best = 0;
        double least = double.MaxValue;
        for (int i = 0; i < engines.Length; i++)
        {
            double until = engines[i].FirstToken(arrival.Prompt, time.Seconds);
            double score = until * (1 + (0.001 * (draw = draw.Next()).Unit)); // equals are drawn
            (best, least) = score < least ? (i, score) : (best, least);
        }

        return (best, new Unheard());
    }

    /// <inheritdoc />
    public void Heard(int replica, ReplicaMetrics metrics)
    {
        // it knows
    }

    private sealed class Unheard : IVisit
    {
        public void FirstToken()
        {
            // it knows
        }

        public void Ended(TimeSpan after, Usage usage)
        {
            // it knows
        }
    }
}
