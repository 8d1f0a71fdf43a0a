namespace Headgate.FleetWorld;

/// <summary>One world: a fleet and what comes to it.</summary>
internal sealed record WorldSpec
{
    /// <summary>Tokens of a prompt, in the mean.</summary>
    public const double InputTokens = 4_096;

    /// <summary>Tokens of a prompt, at most.</summary>
    public const int MostInputTokens = 64 * 1024;

    /// <summary>Tokens of an answer, in the mean.</summary>
    public const double OutputTokens = 256;

    /// <summary>Tokens of an answer, at most.</summary>
    public const int MostOutputTokens = 4_096;

    /// <summary>How much sizes differ: the standard deviation of their logarithm.</summary>
    public const double Deviation = 0.8;

    /// <summary>Tokens of a block.</summary>
    public const int BlockTokens = 128;

    /// <summary>Servers.</summary>
    public int Replicas { get; init; } = 8;

    /// <summary>Gateways in front of them, which do not know of each other.</summary>
    public int Gateways { get; init; } = 1;

    /// <summary>How much slower every second replica is; 1 = not.</summary>
    public double Slowness { get; init; } = 1;

    /// <summary>What comes.</summary>
    public Func<WorldSpec, IEnumerable<Arrival>> Arrivals { get; init; } = Conversations.Of;

    /// <summary>The share of the prompts' tokens that were sent before, 0 to 1.</summary>
    public double PrefixShare { get; init; }

    /// <summary>Conversations at a time, or common beginnings.</summary>
    public int Different { get; init; } = 1_000;

    /// <summary>The share of the fleet's time that the requests take if no cache has anything, 0 to 1.</summary>
    public double Load { get; init; } = 0.8;

    /// <summary>Requests; the first fifth warms up and is not counted.</summary>
    public int Requests { get; init; } = 20_000;

    /// <summary>Seeds all chance.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How the replicas work.</summary>
    public EngineSpec Engine { get; init; } = new();

    /// <summary>The replica with this number.</summary>
    public EngineSpec EngineOf(int replica) => Engine with { Slowness = replica % 2 == 1 ? Slowness : 1 };

    /// <summary>Requests per second.</summary>
    public double Rate => Load * Enumerable.Range(0, Replicas).Sum(replica => EngineOf(replica).Capacity(InputTokens, OutputTokens));
}
