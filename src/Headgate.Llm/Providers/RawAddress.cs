using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>Where a call goes that passes verbatim.</summary>
/// <param name="Uri">The whole address, on the provider's own host.</param>
/// <param name="Method">The client's method.</param>
/// <param name="Protocol">What the call belongs to.</param>
/// <param name="Secret">The provider's credential; null when it needs none. Never logged.</param>
public readonly record struct RawAddress(Uri Uri, HttpMethod Method, WireProtocol Protocol, string? Secret);
