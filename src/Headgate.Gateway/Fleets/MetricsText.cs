using System.Buffers.Text;

namespace Headgate.Gateway.Fleets;

/// <summary>
/// Reads what an engine says of itself at <c>/metrics</c>, in the text format of Prometheus
/// (https://prometheus.io/docs/instrumenting/exposition_formats/, read 2026-11-23).
/// </summary>
internal static class MetricsText
{
    /// <summary>Reads a page.</summary>
    /// <returns>What it says; null when it says nothing of requests that wait or run.</returns>
    public static ReplicaMetrics? Read(ReadOnlySpan<byte> page)
    {
        double? waiting = null;
        double? running = null;
        double? promptTokens = null;
        double? cacheTokens = null;
        foreach (Range range in page.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = page[range].Trim(" \r\t"u8);
            if (EngineMetrics.Find(Name(line)) is not { } meaning || Value(line) is not { } value)
            {
                continue;
            }

            // One engine may say it of each of its parts.
            switch (meaning)
            {
                case EngineMetric.Waiting:
                    waiting = (waiting ?? 0) + value;
                    break;
                case EngineMetric.Running:
                    running = (running ?? 0) + value;
                    break;
                case EngineMetric.PromptTokens:
                    promptTokens = (promptTokens ?? 0) + value;
                    break;
                case EngineMetric.CacheTokens:
                    cacheTokens = (cacheTokens ?? 0) + value;
                    break;
                default:
                    cacheTokens = CacheTokens(line) is { } tokens ? (cacheTokens ?? 0) + tokens : cacheTokens;
                    break;
            }
        }

        return waiting is null && running is null ? null : new ReplicaMetrics(waiting ?? 0, running ?? 0, (long?)cacheTokens, promptTokens);
    }

    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> line) => line.IndexOfAny("{ "u8) is >= 0 and int end ? line[..end] : [];

    /// <summary>What stands behind the labels; a time may follow it.</summary>
    private static double? Value(ReadOnlySpan<byte> line)
    {
        int end = line.LastIndexOf((byte)'}');
        ReadOnlySpan<byte> rest = line[((end >= 0 ? end : line.IndexOf((byte)' ')) + 1)..].TrimStart((byte)' ');
        return Utf8Parser.TryParse(rest, out double value, out _) && double.IsFinite(value) && value >= 0 ? value : null;
    }

    private static double? CacheTokens(ReadOnlySpan<byte> line) =>
        Label(line, "{block_size=\""u8, ",block_size=\""u8) * Label(line, "{num_gpu_blocks=\""u8, ",num_gpu_blocks=\""u8);

    /// <summary>The number that a label holds; it is the first of the labels, or another.</summary>
    private static double? Label(ReadOnlySpan<byte> line, ReadOnlySpan<byte> first, ReadOnlySpan<byte> other)
    {
        int start = Math.Max(line.IndexOf(first), line.IndexOf(other));
        return start >= 0 && Utf8Parser.TryParse(line[(start + first.Length)..], out long value, out _) ? value : null;
    }
}
