using Headgate.Compare.Harness.Contenders;
using Headgate.Compare.Harness.Loads;
using Headgate.Compare.Harness.Processes;

namespace Headgate.Compare.Harness.Measures;

/// <summary>All rounds: the order turns round each time, and a disturbed round is repeated while there are repeats left.</summary>
internal sealed class Comparison(Site site, Pace pace, IReadOnlyList<Contender> contenders)
{
    private readonly Bodies _bodies = new(site.NewFolder("bodies"));

    public async Task<IReadOnlyList<Round>> RunAsync()
    {
        List<Round> rounds = [];
        int repeats = pace.Repeats;
        while (rounds.Count < pace.Rounds)
        {
            Console.WriteLine($"round {rounds.Count + 1} of {pace.Rounds}");
            Round round = await RunRoundAsync(rounds);
            if (round.Noise is not null)
                Console.WriteLine($"  noisy: {round.Noise}{(repeats > 0 ? "; once more" : "")}");
            if (round.Noise is null || repeats-- <= 0)
                rounds.Add(round);
        }

        return rounds;
    }

    private async Task<Round> RunRoundAsync(IReadOnlyList<Round> accepted)
    {
        (ChildProcess process, Launch upstream) = await MockUpstream.StartAsync(site, _bodies);
        await using ChildProcess _ = process;

        Sample direct = await DirectAsync(upstream);
        List<Sample> samples = [];
        foreach (Contender contender in accepted.Count % 2 == 0 ? contenders : contenders.Reverse())
        {
            Sample sample = await new Trial(site, _bodies, pace, upstream.Url, contender).RunAsync();
            samples.Add(sample);
            Console.WriteLine(
                $"  {contender.Name,-9} {sample[Metric.CpuPerRequest],7:0.0} µs/request {sample[Metric.CpuPerChunk],6:0.0} µs/chunk " +
                $"{sample[Metric.RequestsPerSecond],9:#,0} req/s   others {sample.OthersShare:P0}");
            foreach (string fault in sample.Faults)
                Console.WriteLine($"  FAULT {fault}");
        }

        return new Round(direct, samples, NoiseGate.Judge(accepted, samples));
    }

    private async Task<Sample> DirectAsync(Launch upstream)
    {
        LoadGenerators loads = new(site, site.NewFolder(Result.Direct), upstream, checksKeys: false);
        await loads.SaturateAsync(_bodies.Small, Math.Max(1, pace.Warm / 2));
        WrkReport report = await loads.SaturateAsync(_bodies.Small, Math.Max(1, pace.Saturated / 2));
        Sample direct = new(Result.Direct);
        direct.Set(Metric.RequestsPerSecond, report.RequestsPerSecond);
        direct.Set(Metric.P50, report.P50);
        direct.Set(Metric.P99, report.P99);
        return direct;
    }
}
