namespace Headgate.Gateway.Fleets;

/// <summary>What a metric of an engine means to a gateway.</summary>
internal enum EngineMetric
{
    /// <summary>Requests that it has not begun.</summary>
    Waiting,

    /// <summary>Requests that it works on.</summary>
    Running,

    /// <summary>The tokens of all prompts so far, those included that the cache had.</summary>
    PromptTokens,

    /// <summary>The tokens that its cache can hold.</summary>
    CacheTokens,

    /// <summary>The same, as a number of blocks and their size, in labels.</summary>
    CacheBlocks,
}
