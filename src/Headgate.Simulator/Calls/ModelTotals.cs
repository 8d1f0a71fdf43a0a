namespace Headgate.Simulator.Calls;

/// <summary>What one model was used for since the start: what a vendor's bill would say, whoever left before the end.</summary>
/// <param name="Calls">Calls that began an answer; refused calls are free.</param>
/// <param name="InputTokens">Fresh input tokens: neither read from nor written to the cache.</param>
/// <param name="CacheReadTokens">Input tokens read from the cache.</param>
/// <param name="CacheWriteTokens">Input tokens written to the cache.</param>
/// <param name="OutputTokens">Output tokens that were really written, reasoning included.</param>
public sealed record ModelTotals(long Calls, long InputTokens, long CacheReadTokens, long CacheWriteTokens, long OutputTokens);
