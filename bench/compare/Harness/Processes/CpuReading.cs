using System.Diagnostics;
using System.Globalization;

namespace Headgate.Compare.Harness.Processes;

/// <summary>Where the CPU time had gone at one moment; two of them make a measurement.</summary>
/// <param name="ProxyTicks">The proxy's process and its children.</param>
/// <param name="OtherTicks">Every process that the harness did not start, and what the hypervisor took.</param>
/// <param name="Timestamp">When, by the stopwatch.</param>
internal readonly record struct CpuReading(long ProxyTicks, long OtherTicks, long Timestamp)
{
    private const double MicrosecondsPerTick = 10_000;
    private const int KernelThreads = 2;

    public static CpuReading Take(int proxyPid)
    {
        IReadOnlyList<ProcessStat> all = ProcessStat.ReadAll();
        IReadOnlySet<int> proxy = ProcessStat.Tree(all, proxyPid);
        IReadOnlySet<int> ours = ProcessStat.Tree(all, Environment.ProcessId);

        // With what it reaped, a process that came and went in between still counts. Kernel threads work for the load.
        long others = all
            .Where(stat => !ours.Contains(stat.Pid) && stat.Pid != KernelThreads && stat.Parent != KernelThreads)
            .Sum(stat => stat.Own + stat.Reaped);
        return new CpuReading(
            all.Where(stat => proxy.Contains(stat.Pid)).Sum(stat => stat.Own), others + StolenTicks(), Stopwatch.GetTimestamp());
    }

    /// <summary>CPU time that the proxy used since an earlier reading.</summary>
    public double ProxyMicrosecondsSince(CpuReading earlier) => (ProxyTicks - earlier.ProxyTicks) * MicrosecondsPerTick;

    /// <summary>The share of the whole machine that others used since an earlier reading, from 0 to 1.</summary>
    public double OthersShareSince(CpuReading earlier)
    {
        double available = Stopwatch.GetElapsedTime(earlier.Timestamp, Timestamp).TotalMicroseconds * Environment.ProcessorCount;
        return Math.Max(0, (OtherTicks - earlier.OtherTicks) * MicrosecondsPerTick / available);
    }

    private static long StolenTicks()
    {
        string[] fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(fields[8], CultureInfo.InvariantCulture);
    }
}
