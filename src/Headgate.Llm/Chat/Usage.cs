namespace Headgate.Llm.Chat;

/// <summary>
/// What a call used, as disjoint meters: no token is counted in two of them. Null = the vendor did not say; 0 = it said zero.
/// Totals are derived. Each protocol normalises its vendor's own convention into this one.
/// </summary>
public sealed record Usage
{
    /// <summary>Input text tokens that were neither read from nor written to a cache.</summary>
    public long? InputText { get; init; }

    /// <summary>Input image tokens, where the vendor tells them apart.</summary>
    public long? InputImage { get; init; }

    /// <summary>Input audio tokens, where the vendor tells them apart.</summary>
    public long? InputAudio { get; init; }

    /// <summary>Input tokens read from the prompt cache.</summary>
    public long? CacheRead { get; init; }

    /// <summary>Input tokens written to a cache that lives 5 minutes (also a write whose time to live the vendor did not give).</summary>
    public long? CacheWrite5m { get; init; }

    /// <summary>Input tokens written to a cache that lives 30 minutes.</summary>
    public long? CacheWrite30m { get; init; }

    /// <summary>Input tokens written to a cache that lives 1 hour.</summary>
    public long? CacheWrite1h { get; init; }

    /// <summary>Input tokens written to a cache that lives 12 hours.</summary>
    public long? CacheWrite12h { get; init; }

    /// <summary>Output text tokens that are not reasoning.</summary>
    public long? OutputText { get; init; }

    /// <summary>Output tokens spent on reasoning.</summary>
    public long? OutputReasoning { get; init; }

    /// <summary>Output audio tokens.</summary>
    public long? OutputAudio { get; init; }

    /// <summary>Output image tokens.</summary>
    public long? OutputImage { get; init; }

    /// <summary>Calls of the vendor's own web search.</summary>
    public long? WebSearches { get; init; }

    /// <summary>Calls of the vendor's own web fetch.</summary>
    public long? WebFetches { get; init; }

    /// <summary>Searches of a rerank model, as Cohere counts and bills them (one query over up to 100 documents).</summary>
    public long? SearchUnits { get; init; }

    /// <summary>All input tokens, cached or not; null when the vendor gave none of them.</summary>
    public long? Input => Sum(InputText, InputImage, InputAudio, CacheRead, CacheWrite5m, CacheWrite30m, CacheWrite1h, CacheWrite12h);

    /// <summary>All output tokens, reasoning included; null when the vendor gave none of them.</summary>
    public long? Output => Sum(OutputText, OutputReasoning, OutputAudio, OutputImage);

    /// <summary>What two calls used together; null when neither said.</summary>
    public static Usage? Of(Usage? one, Usage? other)
    {
        if (one is null || other is null)
        {
            return one ?? other;
        }

        return new Usage
        {
            InputText = Sum(one.InputText, other.InputText),
            InputImage = Sum(one.InputImage, other.InputImage),
            InputAudio = Sum(one.InputAudio, other.InputAudio),
            CacheRead = Sum(one.CacheRead, other.CacheRead),
            CacheWrite5m = Sum(one.CacheWrite5m, other.CacheWrite5m),
            CacheWrite30m = Sum(one.CacheWrite30m, other.CacheWrite30m),
            CacheWrite1h = Sum(one.CacheWrite1h, other.CacheWrite1h),
            CacheWrite12h = Sum(one.CacheWrite12h, other.CacheWrite12h),
            OutputText = Sum(one.OutputText, other.OutputText),
            OutputReasoning = Sum(one.OutputReasoning, other.OutputReasoning),
            OutputAudio = Sum(one.OutputAudio, other.OutputAudio),
            OutputImage = Sum(one.OutputImage, other.OutputImage),
            WebSearches = Sum(one.WebSearches, other.WebSearches),
            WebFetches = Sum(one.WebFetches, other.WebFetches),
            SearchUnits = Sum(one.SearchUnits, other.SearchUnits),
        };
    }

    private static long? Sum(params ReadOnlySpan<long?> meters)
    {
        long? total = null;
        foreach (long? meter in meters)
        {
            if (meter is { } value)
            {
                total = (total ?? 0) + value;
            }
        }

        return total;
    }
}
