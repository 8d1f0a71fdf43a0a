using Headgate.Llm.Providers;

namespace Headgate.Gateway.Credentials;

/// <summary>Why there is no access token.</summary>
/// <param name="Fault"><see cref="UpstreamFault.Auth"/> where the issuer refused, <see cref="UpstreamFault.Connection"/> where it could not say.</param>
/// <param name="Detail">What was met and what to do, for the operator. Holds no secret.</param>
internal sealed record TokenFault(UpstreamFault Fault, string Detail);
