using System.Diagnostics;
using Headgate.Compare.Harness.Contenders;
using Headgate.Compare.Harness.Loads;
using Headgate.Compare.Harness.Processes;
using Headgate.Compare.Load;

namespace Headgate.Compare.Harness.Measures;

/// <summary>One proxy in one round: a fresh process, warmed, measured in each way, stopped and checked.</summary>
internal sealed class Trial(Site site, Bodies bodies, Pace pace, Uri upstream, Contender contender)
{
    private const int Rate = 2_000;
    private const int ParallelStreams = 100;
    private const int ParallelLargePrompts = 4;

    // Work that a proxy puts off, such as a log written in batches, is still its work.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    private readonly Sample _sample = new(contender.Name);
    private readonly Traffic _traffic = new();

    public async Task<Sample> RunAsync()
    {
        string folder = site.NewFolder(contender.Name);
        Launch launch = contender.Prepare(folder, upstream);
        LoadGenerators loads = new(site, folder, launch, contender.ChecksKeys);

        await using ChildProcess proxy = await StartAsync(folder, launch);
        await SaturateAsync(proxy, loads);
        await AtRateAsync(proxy, loads);
        await StreamAsync(proxy, loads);
        await FirstTokenAsync(loads);
        await AddedAsync(loads);
        await LargePromptsAsync(proxy, loads);

        int? exitCode = await proxy.StopAsync();
        foreach (string fault in await contender.FaultsAsync(folder, _traffic, exitCode))
            _sample.Fault(fault);
        return _sample;
    }

    private async Task<ChildProcess> StartAsync(string folder, Launch launch)
    {
        long start = Stopwatch.GetTimestamp();
        ChildProcess proxy = ChildProcess.Start(Path.Combine(folder, "log"), launch.Command, launch.Environment, folder);
        await FirstAnswer.WaitAsync(proxy, launch, bodies.Small);
        _sample.Set(Metric.StartMilliseconds, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        _traffic.AddOne();

        await Task.Delay(TimeSpan.FromSeconds(1));
        _sample.Set(Metric.IdleMegabytes, proxy.ResidentMegabytes());
        return proxy;
    }

    private async Task SaturateAsync(ChildProcess proxy, LoadGenerators loads)
    {
        Count(await loads.SaturateAsync(bodies.Small, pace.Warm));

        (double cpu, WrkReport report) = await MeasureAsync(proxy, async () =>
        {
            Task<WrkReport> load = loads.SaturateAsync(bodies.Small, pace.Saturated);
            await Task.Delay(TimeSpan.FromSeconds(pace.Saturated * 0.9));
            _sample.Set(Metric.LoadedMegabytes, proxy.ResidentMegabytes());
            return await load;
        });
        Count(report);
        _sample.Set(Metric.CpuPerRequest, cpu / report.Answered);
        _sample.Set(Metric.RequestsPerSecond, report.RequestsPerSecond);
        _sample.Set(Metric.P50, report.P50);
        _sample.Set(Metric.P99, report.P99);
    }

    private async Task AtRateAsync(ChildProcess proxy, LoadGenerators loads)
    {
        (double cpu, LoadReport report) = await MeasureAsync(proxy, () => loads.RateAsync(bodies.Small, pace.AtRate, Rate));
        Count(report);
        if (contender.KeepsPace && report.Sent < 0.99 * Rate * pace.AtRate)
            _sample.Fault($"fell behind 2,000 requests a second: {report.Sent:#,0} sent in {pace.AtRate} s");
        _sample.Set(Metric.CpuAtRate, cpu / report.Sent);
        _sample.Set(Metric.P50AtRate, report.P50);
        _sample.Set(Metric.P99AtRate, report.P99);
    }

    private async Task StreamAsync(ChildProcess proxy, LoadGenerators loads)
    {
        Count(await loads.StreamsAsync(bodies.Stream, pace.WarmStreams, ParallelStreams));
        (double cpu, LoadReport report) =
            await MeasureAsync(proxy, () => loads.StreamsAsync(bodies.Stream, pace.Streams, ParallelStreams));
        Count(report);
        _sample.Set(Metric.CpuPerChunk, cpu / report.Chunks);
    }

    private async Task FirstTokenAsync(LoadGenerators loads)
    {
        LoadReport report = await loads.FirstTokenAsync(bodies.ShortStream, pace.FirstTokenSamples, upstream);
        Count(report);
        _sample.Set(Metric.AddedFirstToken, report.AddedFirstToken);
    }

    private async Task AddedAsync(LoadGenerators loads)
    {
        LoadReport report = await loads.AddedAsync(bodies.Small, pace.AddedSamples, upstream);
        Count(report);
        _sample.Set(Metric.Added, report.Added);

        LoadReport slow = await loads.AddedAsync(bodies.Slow, pace.AddedSlowSamples, upstream);
        Count(slow);
        _sample.Set(Metric.AddedAt50, slow.Added);
    }

    private async Task LargePromptsAsync(ChildProcess proxy, LoadGenerators loads)
    {
        Count(await loads.RequestsAsync(bodies.Large, pace.WarmLarge, ParallelLargePrompts));
        (double cpu, LoadReport report) =
            await MeasureAsync(proxy, () => loads.RequestsAsync(bodies.Large, pace.Large, ParallelLargePrompts));
        Count(report);
        _sample.Set(Metric.CpuPerLargePrompt, cpu / report.Sent);
    }

    private async Task<(double CpuMicroseconds, TReport Report)> MeasureAsync<TReport>(ChildProcess proxy, Func<Task<TReport>> load)
    {
        CpuReading before = CpuReading.Take(proxy.Pid);
        TReport report = await load();
        await Task.Delay(Settling);
        CpuReading after = CpuReading.Take(proxy.Pid);
        _sample.Disturbed(after.OthersShareSince(before));
        return (after.ProxyMicrosecondsSince(before), report);
    }

    private void Count(WrkReport report)
    {
        _traffic.Add(report);
        if (report.Broken > 0)
            _sample.Fault($"{report.Broken} connections broke or answers timed out under saturation");

        // Of the wrong keys, those under way at the end had no answer yet.
        long unanswered = Math.Min(report.Wrong, LoadGenerators.WrkConnections);
        if (report.BadStatus > report.Wrong || report.BadStatus < report.Wrong - unanswered)
            _sample.Fault($"{report.BadStatus:#,0} answers were errors; {report.Wrong:#,0} requests had a wrong key");
    }

    private void Count(LoadReport report)
    {
        _traffic.Add(report);
        if (report.Failed > 0)
            _sample.Fault($"{report.Failed:#,0} of {report.Sent:#,0} requests failed; the first: {report.FirstFailure}");
        if (report.Refused != report.Wrong)
            _sample.Fault($"{report.Refused} of {report.Wrong} wrong keys were refused");
    }
}
