namespace Headgate.Gateway.Identity;

/// <summary>The secret that a key had before, and still works for a while.</summary>
/// <param name="Digest">Its SHA-256.</param>
/// <param name="Until">The moment from which it is refused.</param>
public readonly record struct PriorSecret(KeyDigest Digest, DateTimeOffset Until);
