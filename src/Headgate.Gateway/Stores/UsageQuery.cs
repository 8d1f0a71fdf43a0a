namespace Headgate.Gateway.Stores;

/// <summary>What is to be added up.</summary>
/// <param name="Requests">Which requests count; its page is not used.</param>
/// <param name="By">What they are told apart by.</param>
/// <param name="Bucket">Into which spans of time they fall, each beginning at a whole multiple, UTC; null = one for all.</param>
public sealed record UsageQuery(RequestQuery Requests, UsageBy By, TimeSpan? Bucket = null);
