namespace Headgate.Llm.Chat;

/// <summary>
/// The client asks that the prompt up to here be cached: Anthropic's <c>cache_control</c>, OpenAI's <c>prompt_cache_breakpoint</c>.
/// </summary>
/// <param name="TimeToLive">How long, as written: <c>5m</c>, <c>30m</c>, <c>1h</c>, <c>12h</c>; null = the vendor's default.</param>
/// <param name="Place">Where it stood.</param>
public sealed record CacheMarker(string? TimeToLive, JsonPlace Place);
