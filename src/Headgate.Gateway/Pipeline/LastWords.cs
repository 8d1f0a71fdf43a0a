using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Relay;
using Headgate.Llm.Protocols;
using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Pipeline;

/// <summary>What a client is told where no room has a word for it.</summary>
internal static class LastWords
{
    /// <summary>New calls are not taken any more.</summary>
    public static GatewayError Draining { get; } =
        new(ErrorKind.Draining, "The gateway is shutting down. Try again: another instance or the next start will answer.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };

    /// <summary>Tells of a bug as far as that is still possible: the log has the rest.</summary>
    public static async ValueTask SayAsync(Exception bug, RequestTrace trace, IClientReply client, ILogger logger)
    {
        Log.Bug(logger, trace.Id, bug);
        if (client.HasStarted)
        {
            trace.Code = "internal_error";
            client.Abort();
            return;
        }

        try
        {
            var error = new GatewayError(ErrorKind.Internal, "The gateway failed. Its log has the reason under this request's id.");
            await RelayRoom.FailAsync(error, trace, client, CancellationToken.None);
        }
        catch (Exception again) when (again is IOException or OperationCanceledException or InvalidOperationException)
        {
            client.Abort();
        }
    }
}
