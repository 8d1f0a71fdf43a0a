using System.Collections.Immutable;
using System.Net;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Protocols.OpenAIChat;

namespace Headgate.Llm.Providers;

/// <summary>A vendor that is fully described by its row, with the operator's choice of protocols.</summary>
public sealed class CatalogProvider(VendorRow row, ImmutableArray<WireProtocol> protocols) : IProvider
{
    private const string AnthropicVersion = "2023-06-01";

    private readonly EndpointUris _uris = new(row);

    /// <inheritdoc />
    public string Name => row.Type;

    /// <inheritdoc />
    public ImmutableArray<WireProtocol> Speaks(string upstreamModel) => protocols;

    /// <inheritdoc />
    public ValueTask<HttpRequestMessage> AddressAsync(UpstreamAddress address, CancellationToken cancellation)
    {
        HttpRequestMessage message = CallMessage.To(_uris.For(address));
        Sign(message, address.Protocol, address.Secret);
        return ValueTask.FromResult(message);
    }

    /// <inheritdoc />
    public bool TakesAsItStands(WireProtocol protocol, JsonScan request) =>
        protocol != WireProtocol.OpenAIChat || ChatDialect.Takes(row, request);

    /// <inheritdoc />
    public HttpRequestMessage? AddressRaw(in RawAddress address)
    {
        if (RawUris.For(address) is not { } uri)
        {
            return null;
        }

        HttpRequestMessage message = new(address.Method, uri);
        Sign(message, address.Protocol, address.Secret);
        return message;
    }

    /// <inheritdoc />
    public UpstreamFault Classify(HttpStatusCode status, ReadOnlySpan<byte> body) => Faults.OfReply((int)status, body);

    /// <inheritdoc />
    public UpstreamFault ClassifyStreamError(VendorError error) => Faults.OfStreamError(error);

    private void Sign(HttpRequestMessage message, WireProtocol protocol, string? secret)
    {
        if (NativeProtocols.Get(protocol).Dialect == Dialect.Anthropic)
        {
            message.Headers.TryAddWithoutValidation("anthropic-version", AnthropicVersion);
        }

        CallMessage.Sign(message, row.AuthFor(protocol), secret);
    }
}
