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

    /// <summary>The protocols spoken for every model, best first, unless config says otherwise.</summary>
    public required ImmutableArray<WireProtocol> Protocols { get; init; }

    /// <summary>True when the vendor takes <c>stream_options.include_usage</c>; false where it refuses unknown fields or sends usage unasked.</summary>
    public bool TakesStreamOptions { get; init; }

    /// <summary>The vendor's page the row was read from, and the date.</summary>
    public string? Source { get; init; }
}
