using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Replays;

/// <summary>What is known of an <c>Idempotency-Key</c>.</summary>
/// <param name="RequestId">The first request under it.</param>
/// <param name="Content">What that one asked.</param>
/// <param name="Arrived">When it arrived.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Answer">Its answer, where that is kept.</param>
internal sealed record ReplayEntry(string RequestId, KeyDigest Content, DateTimeOffset Arrived, ReplayState State, KeptAnswer? Answer = null);
