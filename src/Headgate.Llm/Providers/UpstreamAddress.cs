using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>Where one call goes.</summary>
/// <param name="BaseUrl">The provider's base URL, without a trailing slash.</param>
/// <param name="Protocol">The protocol of the call.</param>
/// <param name="UpstreamModel">The vendor's name of the model.</param>
/// <param name="Secret">The provider's credential; null when it needs none. Never logged.</param>
/// <param name="Query">The client's query with its question mark, when the protocol passes it on; else empty.</param>
public readonly record struct UpstreamAddress(Uri BaseUrl, WireProtocol Protocol, string UpstreamModel, string? Secret, string Query)
{
    /// <summary>True when the answer is to be streamed, for protocols that say so in the path; default false.</summary>
    public bool IsStream { get; init; }

    /// <summary>The body as it will be sent, for vendors whose signature covers it; default nothing.</summary>
    public SplicedBody Body { get; init; }

    /// <summary>When the call is made, for signatures that tell it.</summary>
    public DateTimeOffset Time { get; init; }
}
