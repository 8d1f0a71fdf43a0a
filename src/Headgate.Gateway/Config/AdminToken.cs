using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Config;

/// <summary>A token of the control plane.</summary>
/// <param name="Name">Who it is, for the operator.</param>
/// <param name="Digest">SHA-256 of the token.</param>
/// <param name="Role">What it may do.</param>
public sealed record AdminToken(string Name, KeyDigest Digest, AdminRole Role);
