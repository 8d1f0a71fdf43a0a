namespace Headgate.Gateway.Config;

/// <summary>
/// Where a provider is reached and how. Equal endpoints share one connection pool, which outlives a snapshot.
/// </summary>
/// <param name="BaseUrl">The base URL, without a trailing slash.</param>
/// <param name="IsWritten">True when the operator wrote the URL: its host may then be private. A catalogue URL must resolve to
/// public addresses.</param>
/// <param name="Proxy">The outbound proxy, may hold credentials; null for none. Never logged.</param>
/// <param name="CaFile">A PEM file of further trusted authorities; null for the system's alone.</param>
/// <param name="CaHash">Hash of that file's content, so that a new file makes a new pool; null without one.</param>
public sealed record Endpoint(Uri BaseUrl, bool IsWritten, Uri? Proxy, string? CaFile, string? CaHash);
