using System.IO.Pipelines;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Framing;

namespace Headgate.Server.DataPlane.Sockets;

/// <summary>
/// A message that asks for a response, as the call that it is: the body of <c>POST /v1/responses</c> beside a <c>type</c>, and streamed without
/// saying so.
/// </summary>
/// <param name="upgrade">The call that opened the socket.</param>
/// <param name="headers">Its headers, as they concern the calls in it.</param>
/// <param name="message">The message.</param>
/// <param name="history">What it may go on from.</param>
internal sealed class SocketCall(IClientRequest upgrade, ClientHeaders headers, MessageStream message, SocketHistory history) : IClientRequest
{
    /// <inheritdoc />
    public ClientHeaders Headers => headers;

    /// <inheritdoc />
    public string Query => upgrade.Query;

    /// <inheritdoc />
    public RequestEdits EditsFor(JsonScan body) => history.EditsFor(body);

    /// <inheritdoc />
    public ClientConnection Connection => upgrade.Connection;

    /// <inheritdoc />
    public long? ContentLength => null;

    /// <inheritdoc />
    public PipeReader OpenBody() => PipeReader.Create(message);
}
