namespace Headgate.Simulator.Behaviours;

/// <summary>Token counts in disjoint meters, but for reasoning, which is part of the output.</summary>
internal sealed record Usage(long Input, long CacheRead, long CacheWrite, long Output, long Reasoning)
{
    public long WholeInput => Input + CacheRead + CacheWrite;
}
