using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>
/// Anthropic's <c>usage</c>. Its input tokens leave the cache out, its output tokens hold the thinking. In a stream every count is the
/// whole so far: what comes later overwrites, and what is null or absent stays as it was.
/// https://platform.claude.com/docs/en/api/messages, read 2026-11-22.
/// </summary>
internal struct MessagesUsage
{
    private long? _input;
    private long? _cacheRead;
    private long? _cacheWritten;
    private long? _cacheWritten5m;
    private long? _cacheWritten1h;
    private long? _output;
    private long? _thinking;
    private long? _webSearches;
    private long? _webFetches;
    private string? _tier;
    private bool _isFast;
    private bool _isInUS;

    /// <summary>
    /// What the price follows: the service tier, and what else makes a call dearer, in alphabetical order (<c>fast</c>, <c>us</c>, <c>fast+us</c>,
    /// <c>batch+us</c>); null while nothing was said.
    /// </summary>
    public readonly string? ServiceTier => (_isFast, _isInUS, _tier) switch
    {
        (false, false, _) => _tier,
        (true, false, null or "standard") => "fast",
        (false, true, null or "standard") => "us",
        (true, true, null or "standard") => "fast+us",
        _ => $"{_tier}{(_isFast ? "+fast" : "")}{(_isInUS ? "+us" : "")}",
    };

    /// <summary>Consumes the value at the cursor; the meters so far, null while there is none.</summary>
    public Usage? Read(ref JsonCursor cursor)
    {
        if (cursor.EnterObject())
        {
            while (cursor.NextMember(out ReadOnlySpan<byte> name))
            {
                ReadCount(name, ref cursor);
            }
        }

        return _input is null && _output is null ? null : Normalise();
    }

    /// <summary>True when a member of <c>usage</c> is read as a meter.</summary>
    public static bool Knows(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("input_tokens"u8) || name.SequenceEqual("output_tokens"u8)
        || name.SequenceEqual("cache_read_input_tokens"u8) || name.SequenceEqual("cache_creation_input_tokens"u8)
        || name.SequenceEqual("cache_creation"u8) || name.SequenceEqual("output_tokens_details"u8) || name.SequenceEqual("server_tool_use"u8);

    /// <summary>True when a member of one of the objects inside <c>usage</c> is read as a meter.</summary>
    public static bool KnowsDetail(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("ephemeral_5m_input_tokens"u8) || name.SequenceEqual("ephemeral_1h_input_tokens"u8)
        || name.SequenceEqual("thinking_tokens"u8) || name.SequenceEqual("web_search_requests"u8) || name.SequenceEqual("web_fetch_requests"u8);

    private void ReadCount(ReadOnlySpan<byte> name, ref JsonCursor cursor)
    {
        if (name.SequenceEqual("input_tokens"u8))
        {
            _input = cursor.Count() ?? _input;
        }
        else if (name.SequenceEqual("output_tokens"u8))
        {
            _output = cursor.Count() ?? _output;
        }
        else if (name.SequenceEqual("cache_read_input_tokens"u8))
        {
            _cacheRead = cursor.Count() ?? _cacheRead;
        }
        else if (name.SequenceEqual("cache_creation_input_tokens"u8))
        {
            _cacheWritten = cursor.Count() ?? _cacheWritten;
        }
        else if (name.SequenceEqual("service_tier"u8))
        {
            _tier = ServiceTiers.Read(ref cursor) ?? _tier;
        }
        else if (name.SequenceEqual("speed"u8))
        {
            _isFast |= cursor.Is("fast"u8);
        }
        else if (name.SequenceEqual("inference_geo"u8))
        {
            _isInUS |= cursor.Is("us"u8);
        }
        else if (cursor.EnterObject())
        {
            ReadDetails(ref cursor);
        }
    }

    // The names inside cache_creation, output_tokens_details and server_tool_use are distinct, so one reader does for all three.
    private void ReadDetails(ref JsonCursor cursor)
    {
        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("ephemeral_5m_input_tokens"u8))
            {
                _cacheWritten5m = cursor.Count() ?? _cacheWritten5m;
            }
            else if (name.SequenceEqual("ephemeral_1h_input_tokens"u8))
            {
                _cacheWritten1h = cursor.Count() ?? _cacheWritten1h;
            }
            else if (name.SequenceEqual("thinking_tokens"u8))
            {
                _thinking = cursor.Count() ?? _thinking;
            }
            else if (name.SequenceEqual("web_search_requests"u8))
            {
                _webSearches = cursor.Count() ?? _webSearches;
            }
            else if (name.SequenceEqual("web_fetch_requests"u8))
            {
                _webFetches = cursor.Count() ?? _webFetches;
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    private readonly Usage Normalise() => new()
    {
        InputText = _input,
        CacheRead = _cacheRead,
        CacheWrite5m = _cacheWritten is { } all ? Math.Max(_cacheWritten5m ?? 0, all - (_cacheWritten1h ?? 0)) : _cacheWritten5m,
        CacheWrite1h = _cacheWritten1h,
        OutputText = _output is { } output ? Math.Max(0, output - (_thinking ?? 0)) : null,
        OutputReasoning = _thinking,
        WebSearches = _webSearches,
        WebFetches = _webFetches,
    };
}
