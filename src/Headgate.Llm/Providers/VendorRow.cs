using System.Collections.Immutable;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>A vendor as a row of data.</summary>
public sealed record VendorRow
{
    /// <summary>The name in config: <c>type: openai</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The vendor's public base URL; null when the operator must give one.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The environment variable that usually holds its key; null when it needs none.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>How the credential is sent.</summary>
    public required AuthScheme Auth { get; init; }

    /// <summary>How Anthropic's protocols send the credential, where that differs; null: as <see cref="Auth"/>.</summary>
    public AuthScheme? AnthropicAuth { get; init; }

    /// <summary>The protocols spoken for every model, best first, unless config says otherwise.</summary>
    public required ImmutableArray<WireProtocol> Protocols { get; init; }

    /// <summary>Names of its models, exact or <c>prefix*</c>, by which it is found when no provider is named; empty = only under its own name.</summary>
    public ImmutableArray<string> Models { get => field.IsDefault ? [] : field; init; }

    /// <summary>
    /// True when the vendor takes <c>stream_options.include_usage</c>; false where it refuses unknown fields or sends usage unasked.
    /// </summary>
    public bool TakesStreamOptions { get; init; }

    /// <summary>The vendor's page the row was read from, and the date.</summary>
    public string? Source { get; init; }

    /// <summary>True when every fact of the row was read from <see cref="Source"/>; false when some rest on common knowledge.</summary>
    public bool Verified { get; init; }

    /// <summary>How a protocol of this vendor sends the credential.</summary>
    public AuthScheme AuthFor(WireProtocol protocol) =>
        NativeProtocols.Get(protocol).Dialect == Dialect.Anthropic ? AnthropicAuth ?? Auth : Auth;
}
