using System.IO.Pipelines;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Probing;

/// <summary>A request of the gateway's own: nobody sent it, and it has no headers.</summary>
internal sealed class ProbeRequest(byte[] body) : IClientRequest
{
    /// <inheritdoc />
    public ClientHeaders Headers => default;

    /// <inheritdoc />
    public string Query => "";

    /// <inheritdoc />
    public ClientConnection Connection { get; } = new(address: null);

    /// <inheritdoc />
    public long? ContentLength => body.Length;

    /// <inheritdoc />
    public PipeReader? OpenBody() => PipeReader.Create(new(body));
}
