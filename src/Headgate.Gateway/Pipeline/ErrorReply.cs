using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline;

/// <summary>Writes an error as a whole reply, with its status, <c>retry-after</c> and <c>x-should-retry</c> headers and our request ids.</summary>
public static class ErrorReply
{
    /// <summary>Writes it; the reply must not have started.</summary>
    public static ValueTask WriteAsync(GatewayError error, Dialect dialect, string requestId, IClientReply client, CancellationToken departed) => throw null!;
}
