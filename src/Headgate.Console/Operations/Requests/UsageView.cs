using System.Text.Json.Serialization;
using Headgate.Llm.Chat;

namespace Headgate.Console.Operations.Requests;

/// <summary>What a request used: two totals, and the disjoint meters that the vendor gave; a meter it did not give is left out.</summary>
public sealed record UsageView
{
    /// <summary>All input tokens, cached or not; null when the vendor gave none.</summary>
    public long? InputTokens { get; init; }

    /// <summary>All output tokens, reasoning included; null when the vendor gave none.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Input text tokens, uncached.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? InputText { get; init; }

    /// <summary>Input image tokens.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? InputImage { get; init; }

    /// <summary>Input audio tokens.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? InputAudio { get; init; }

    /// <summary>Input tokens read from the prompt cache.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? CacheRead { get; init; }

    /// <summary>Input tokens written to a cache that lives 5 minutes.</summary>
    [JsonPropertyName("cache_write_5m"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? CacheWrite5m { get; init; }

    /// <summary>Input tokens written to a cache that lives 30 minutes.</summary>
    [JsonPropertyName("cache_write_30m"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? CacheWrite30m { get; init; }

    /// <summary>Input tokens written to a cache that lives 1 hour.</summary>
    [JsonPropertyName("cache_write_1h"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? CacheWrite1h { get; init; }

    /// <summary>Input tokens written to a cache that lives 12 hours.</summary>
    [JsonPropertyName("cache_write_12h"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? CacheWrite12h { get; init; }

    /// <summary>Output text tokens that are not reasoning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? OutputText { get; init; }

    /// <summary>Output tokens spent on reasoning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? OutputReasoning { get; init; }

    /// <summary>Output audio tokens.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? OutputAudio { get; init; }

    /// <summary>Output image tokens.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? OutputImage { get; init; }

    /// <summary>Calls of the vendor's own web search.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? WebSearches { get; init; }

    /// <summary>Calls of the vendor's own web fetch.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? WebFetches { get; init; }

    /// <summary>Searches of a rerank model.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SearchUnits { get; init; }

    internal static UsageView Of(Usage usage) => new()
    {
        InputTokens = usage.Input,
        OutputTokens = usage.Output,
        InputText = usage.InputText,
        InputImage = usage.InputImage,
        InputAudio = usage.InputAudio,
        CacheRead = usage.CacheRead,
        CacheWrite5m = usage.CacheWrite5m,
        CacheWrite30m = usage.CacheWrite30m,
        CacheWrite1h = usage.CacheWrite1h,
        CacheWrite12h = usage.CacheWrite12h,
        OutputText = usage.OutputText,
        OutputReasoning = usage.OutputReasoning,
        OutputAudio = usage.OutputAudio,
        OutputImage = usage.OutputImage,
        WebSearches = usage.WebSearches,
        WebFetches = usage.WebFetches,
        SearchUnits = usage.SearchUnits,
    };
}
