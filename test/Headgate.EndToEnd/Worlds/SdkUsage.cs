namespace Headgate.EndToEnd.Worlds;

/// <summary>What an SDK told its caller of one call's tokens, in the words of the record: the input counts cached tokens too.</summary>
public sealed record SdkUsage(long? Input, long? Output, long? CacheRead = null, long? Reasoning = null);
