namespace Headgate.Compare.Harness.Measures;

/// <summary>How long each part of a measurement takes, in seconds unless it says otherwise.</summary>
internal sealed record Pace
{
    public required string Name { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Disturbed rounds that may be repeated, in the whole run.</summary>
    public required int Repeats { get; init; }

    /// <summary>A .NET process on two busy cores still gets faster in its tenth second: compiling competes with serving.</summary>
    public required int Warm { get; init; }

    public required int Saturated { get; init; }

    public required int AtRate { get; init; }

    public required int WarmStreams { get; init; }

    public required int Streams { get; init; }

    /// <summary>A number of streams.</summary>
    public required int FirstTokenSamples { get; init; }

    /// <summary>A number of requests.</summary>
    public required int AddedSamples { get; init; }

    /// <summary>A number of requests, answered after 50 ms each.</summary>
    public required int AddedSlowSamples { get; init; }

    public required int WarmLarge { get; init; }

    public required int Large { get; init; }

    /// <summary>About 40 minutes with all four proxies.</summary>
    public static readonly Pace Full = new()
    {
        Name = "full", Rounds = 6, Repeats = 3,
        Warm = 15, Saturated = 12, AtRate = 10, WarmStreams = 3, Streams = 12, FirstTokenSamples = 120,
        AddedSamples = 2000, AddedSlowSamples = 60, WarmLarge = 2, Large = 8,
    };

    /// <summary>About five minutes with three proxies.</summary>
    public static readonly Pace Quick = new()
    {
        Name = "quick", Rounds = 3, Repeats = 0,
        Warm = 9, Saturated = 5, AtRate = 3, WarmStreams = 2, Streams = 4, FirstTokenSamples = 30,
        AddedSamples = 500, AddedSlowSamples = 20, WarmLarge = 1, Large = 3,
    };

    /// <summary>Shows that the harness works; its numbers mean nothing.</summary>
    public static readonly Pace Smoke = new()
    {
        Name = "smoke", Rounds = 1, Repeats = 0,
        Warm = 1, Saturated = 1, AtRate = 1, WarmStreams = 0, Streams = 1, FirstTokenSamples = 5,
        AddedSamples = 20, AddedSlowSamples = 2, WarmLarge = 0, Large = 1,
    };
}
