namespace Headgate.Gateway.Pricing;

/// <summary>What has a price of its own. The names in catalogue, overlays and config are these in snake case.</summary>
public enum PriceMeter
{
    /// <summary><c>input</c>: a million input text tokens that no cache had; also the price of input that has none of its own.</summary>
    Input,

    /// <summary><c>input_image</c>: a million input image tokens; else they cost as <see cref="Input"/>.</summary>
    InputImage,

    /// <summary><c>input_audio</c>: a million input audio tokens; else they cost as <see cref="Input"/>.</summary>
    InputAudio,

    /// <summary><c>cache_read</c>: a million input tokens read from a cache; else they cost as <see cref="Input"/>.</summary>
    CacheRead,

    /// <summary><c>cache_write_5m</c>: a million input tokens written to a cache for 5 minutes; else they cost as <see cref="Input"/>.</summary>
    CacheWrite5m,

    /// <summary><c>cache_write_30m</c>: the same for 30 minutes; as <see cref="Input"/> where no cache write has a price.</summary>
    CacheWrite30m,

    /// <summary><c>cache_write_1h</c>: the same for 1 hour.</summary>
    CacheWrite1h,

    /// <summary><c>cache_write_12h</c>: the same for 12 hours.</summary>
    CacheWrite12h,

    /// <summary><c>output</c>: a million output text tokens.</summary>
    Output,

    /// <summary><c>output_reasoning</c>: a million tokens of reasoning; else they cost as <see cref="Output"/>.</summary>
    OutputReasoning,

    /// <summary><c>output_audio</c>: a million output audio tokens.</summary>
    OutputAudio,

    /// <summary><c>output_image</c>: a million output image tokens.</summary>
    OutputImage,

    /// <summary><c>request</c>: a thousand answered requests; nothing where it is not given.</summary>
    Request,

    /// <summary><c>web_search</c>: a thousand calls of the vendor's own web search.</summary>
    WebSearch,

    /// <summary><c>web_fetch</c>: a thousand calls of the vendor's own web fetch.</summary>
    WebFetch,

    /// <summary><c>search_unit</c>: a thousand searches of a rerank model.</summary>
    SearchUnit,
}
