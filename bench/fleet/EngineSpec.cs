namespace Headgate.FleetWorld;

/// <summary>
/// How an engine works: in iterations that each give every answer under way its next token and work through a piece of the prompts that wait.
/// </summary>
internal sealed record EngineSpec
{
    /// <summary>Prompt tokens per second, while nothing else goes on.</summary>
    public double PrefillTokensPerSecond { get; init; } = 20_000;

    /// <summary>The seconds that an iteration takes beside its tokens.</summary>
    public double IterationSeconds { get; init; } = 0.010;

    /// <summary>The seconds that each answer under way adds to an iteration.</summary>
    public double DecodeSeconds { get; init; } = 0.0001;

    /// <summary>Tokens of an iteration at most, of prompts and of answers.</summary>
    public int IterationTokens { get; init; } = 2_048;

    /// <summary>Answers under way at most.</summary>
    public int MostRunning { get; init; } = 256;

    /// <summary>Tokens that the cache of keys and values holds: of answers under way, and of prompts gone by while there is room.</summary>
    public int CacheTokens { get; init; } = 512 * 1024;

    /// <summary>How much slower than all of this it is; 1 = not.</summary>
    public double Slowness { get; init; } = 1;

    /// <summary>Requests of this size per second at which it has no time left, when its cache has nothing.</summary>
    public double Capacity(double inputTokens, double outputTokens) =>
        1 / (Slowness * ((inputTokens * ((1 / PrefillTokensPerSecond) + (IterationSeconds / IterationTokens))) + (outputTokens * DecodeSeconds)));
}
