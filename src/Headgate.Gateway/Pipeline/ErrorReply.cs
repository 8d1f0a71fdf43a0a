using System.Globalization;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Relay;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline;

/// <summary>Writes an error as a whole reply, with its status, <c>retry-after</c> and <c>x-should-retry</c> headers and our request ids.</summary>
public static class ErrorReply
{
    /// <summary>Writes it; the reply must not have started.</summary>
    public static async ValueTask WriteAsync(GatewayError error, Dialect dialect, string requestId, IClientReply client, CancellationToken departed)
    {
        using var body = new PooledBytes();
        ErrorTable.Write(error, dialect, requestId, body);
        ReplyHeaders.Identify(client, requestId);
        if (error.RetryAfter is { } wait)
        {
            client.SetHeader("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
            client.SetHeader("retry-after-ms", Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        }

        if (error.ShouldRetry is { } should)
        {
            client.SetHeader("x-should-retry", should ? "true" : "false");
        }

        client.Start(ErrorTable.Status(error, dialect), "application/json", body.Length);
        body.Span.CopyTo(client.Body.GetSpan(body.Length));
        client.Body.Advance(body.Length);
        await client.FlushAsync(departed);
    }
}
