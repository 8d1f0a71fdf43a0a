using System.Collections.Immutable;
using System.Net;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>A vendor that is fully described by its row, with the operator's choice of protocols.</summary>
public sealed class CatalogProvider(VendorRow row, ImmutableArray<WireProtocol> protocols) : IProvider
{
    /// <inheritdoc />
    public string Name => row.Type;

    /// <inheritdoc />
    public ImmutableArray<WireProtocol> Speaks(string upstreamModel) => protocols;

    /// <inheritdoc />
    public ValueTask<HttpRequestMessage> AddressAsync(UpstreamAddress address, CancellationToken cancellation) => throw null!;

    /// <inheritdoc />
    public UpstreamFault Classify(HttpStatusCode status, ReadOnlySpan<byte> body) => throw null!;
}
