using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.FleetWorld;

/// <summary>Lets requests come to gateways and replicas, event after event, on a clock of its own. The same world always goes the same way.</summary>
internal sealed class World
{
    private const double ScrapeSeconds = 1;

    private readonly VirtualTime _time = new();
    private readonly IBalancer[] _gateways;
    private readonly Engine[] _engines;
    private readonly PriorityQueue<int, (double At, long Order)> _ends = new(); // of iterations, by engine
    private readonly List<double> _firstTokens = [];
    private long _order;

    private World(IEnumerable<Engine> engines, int gateways, BalancerKind kind, ulong seed)
    {
        _engines = [.. engines];
        _gateways = [.. Enumerable.Range(0, gateways).Select(gateway => kind.Make(_engines, Draw.Mix(seed + (ulong)gateway), _time))];
    }

    /// <summary>Runs a world.</summary>
    public static WorldResult Run(WorldSpec world, BalancerKind kind) =>
        Run(world.Arrivals(world), world.Requests / 5, WorldSpec.BlockTokens, world, kind);

    /// <summary>Runs requests through the replicas and gateways of a world.</summary>
    public static WorldResult Run(IEnumerable<Arrival> arrivals, int warmup, int blockTokens, WorldSpec world, BalancerKind kind)
    {
        IEnumerable<Engine> engines = Enumerable.Range(0, world.Replicas).Select(replica => new Engine(world.EngineOf(replica), blockTokens));
        return new World(engines, world.Gateways, kind, world.Seed).Run(arrivals, warmup);
    }

    private WorldResult Run(IEnumerable<Arrival> arrivals, int warmup)
    {
        double scrapedUntil = 0;
        int scraped = 0;
        int number = 0;
        foreach (Arrival arrival in arrivals)
        {
            while (scrapedUntil <= arrival.At) // each gateway once a second, one after the other
            {
                Advance(scrapedUntil);
                Scrape(_gateways[scraped++ % _gateways.Length]);
                scrapedUntil = scraped * ScrapeSeconds / _gateways.Length;
            }

            Advance(arrival.At);
            IBalancer gateway = _gateways[(int)(Draw.Mix((ulong)number) % (ulong)_gateways.Length)];
            (int replica, IVisit visit) = gateway.Send(arrival);
            _engines[replica].Take(new Job(arrival, visit) { IsCounted = number++ >= warmup }, _time.Seconds);
            Plan(replica);
        }

        Advance(double.PositiveInfinity);
        return WorldResult.Of(_firstTokens, (_engines.Sum(engine => engine.PromptTokens.All), _engines.Sum(engine => engine.PromptTokens.Cached)));
    }

    private void Scrape(IBalancer gateway)
    {
        for (int replica = 0; replica < _engines.Length; replica++)
        {
            gateway.Heard(replica, _engines[replica].Metrics);
        }
    }

    private void Advance(double to)
    {
        while (_ends.TryPeek(out int replica, out (double At, long Order) next) && next.At <= to)
        {
            _ends.Dequeue();
            _time.Seconds = next.At;
            _engines[replica].End(next.At, Count);
            Plan(replica);
        }

        _time.Seconds = double.IsInfinity(to) ? _time.Seconds : to;
    }

    private void Count(Job job)
    {
        if (job.IsCounted)
        {
            _firstTokens.Add(job.FirstTokenAt - job.Arrival.At);
        }
    }

    /// <summary>Waits for the end of an engine's iteration, once.</summary>
    private void Plan(int replica)
    {
        if (_engines[replica].TakeEnd() is { } end)
        {
            _ends.Enqueue(replica, (end, _order++));
        }
    }
}
