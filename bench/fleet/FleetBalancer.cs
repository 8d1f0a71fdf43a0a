using Headgate.Gateway.Fleets;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;

namespace Headgate.FleetWorld;

/// <summary>The replicas as a fleet, chosen by the predicted time to the first token.</summary>
internal sealed class FleetBalancer(int replicas, ulong seed, VirtualTime time) : IBalancer
{
    private readonly DrawSource _draws = new(seed);
    private readonly Replica[] _replicas = [.. Enumerable.Range(0, replicas).Select(number => new Replica(Draw.Mix((ulong)number), time))];

    /// <inheritdoc />
    public (int Replica, IVisit Visit) Send(Arrival arrival)
    {
        Span<double> scores = stackalloc double[_replicas.Length];
        FleetView fleet = FleetChoice.Score(_replicas, arrival.Prompt, _draws.Take("fleet"), scores);
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] < scores[best] ? i : best;
        }

        return (best, new Visit(_replicas[best].Enter(arrival.Prompt, fleet, isStream: true)));
    }

    /// <inheritdoc />
    public void Heard(int replica, ReplicaMetrics metrics) => _replicas[replica].Heard(metrics);

    private sealed class Visit(ReplicaCall call) : IVisit
    {
        public void FirstToken() => call.FirstToken();

        public void Ended(TimeSpan after, Usage usage)
        {
            call.Answered(after, usage);
            call.Leave();
        }
    }
}
