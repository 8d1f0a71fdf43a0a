using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Headgate.Compare.Harness;

/// <summary>What the numbers were measured on.</summary>
internal sealed record Machine(string Cpu, int Cores, string Memory, string Kernel, string Dotnet, string Commit, double SyncMicroseconds)
{
    /// <param name="folder">Where the proxies keep their data.</param>
    public static Machine Here(string folder) => new(
        Cpu: Field("/proc/cpuinfo", "model name"),
        Cores: Environment.ProcessorCount,
        Memory: $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GB",
        Kernel: File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        Dotnet: RuntimeInformation.FrameworkDescription,
        Commit: Environment.GetEnvironmentVariable("BENCH_COMMIT") ?? "unknown",
        SyncMicroseconds: SyncTime(folder));

    private static string Field(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";

    /// <summary>What the disk takes to make 4 KiB durable, the median of 200 times.</summary>
    private static double SyncTime(string folder)
    {
        using FileStream file = new(Path.Combine(folder, "sync"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
        byte[] page = new byte[4096];
        double[] times = new double[200];
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return times.Order().ElementAt(times.Length / 2);
    }
}
