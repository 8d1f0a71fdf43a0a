using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Replays;

/// <summary>What a repeat of a request is known by. Digests: neither the client's key nor the body can be read out of them.</summary>
/// <param name="Key">The virtual key, the protocol and the client's <c>Idempotency-Key</c>.</param>
/// <param name="Content">These, and what was asked: the body as it was sent, and what the path and the query say.</param>
public readonly record struct RequestMark(KeyDigest Key, KeyDigest Content);
