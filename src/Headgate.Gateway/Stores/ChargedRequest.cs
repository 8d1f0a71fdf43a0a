using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Stores;

/// <summary>A request that was charged, and that a repeat of must not be.</summary>
/// <param name="RequestId">The request's id.</param>
/// <param name="Time">When it arrived.</param>
/// <param name="Content">What was asked, as in <see cref="Replays.RequestMark.Content"/>.</param>
public sealed record ChargedRequest(string RequestId, DateTimeOffset Time, KeyDigest Content);
