namespace Headgate.Simulator.Vendors;

/// <summary>How a vendor tells of tokens that it read from its cache.</summary>
internal enum CacheCount
{
    /// <summary>Not at all.</summary>
    Untold,

    /// <summary>In <c>prompt_tokens_details.cached_tokens</c>.</summary>
    Details,

    /// <summary>As <c>prompt_cache_hit_tokens</c> and <c>prompt_cache_miss_tokens</c>.</summary>
    Split,
}
