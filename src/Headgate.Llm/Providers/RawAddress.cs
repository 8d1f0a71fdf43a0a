using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>A call that passes verbatim, before its vendor says where it goes.</summary>
/// <param name="BaseUrl">The provider's base URL. No address leaves its host.</param>
/// <param name="Method">The client's method.</param>
/// <param name="Protocol">What the call belongs to.</param>
/// <param name="Path">
/// OpenAI's path below the base URL, without a leading slash: <c>files/file-1</c>. Of <see cref="WireProtocol.Passthrough"/> a path of the
/// vendor's host, encoded, with its leading slash.
/// </param>
/// <param name="Secret">The provider's credential; null when it needs none. Never logged.</param>
public readonly record struct RawAddress(Uri BaseUrl, HttpMethod Method, WireProtocol Protocol, string Path, string? Secret)
{
    /// <summary>The query with its question mark; empty for none, null like it.</summary>
    public string? Query { get; init; }

    /// <summary>The vendor's name of the model; empty or null where the call names none.</summary>
    public string? Model { get; init; }

    /// <summary>SHA-256 of the body in lower-case hex, for vendors whose signature covers it; null for no body.</summary>
    public string? BodyHash { get; init; }

    /// <summary>When the call is made, for signatures that tell it.</summary>
    public DateTimeOffset Time { get; init; }
}
