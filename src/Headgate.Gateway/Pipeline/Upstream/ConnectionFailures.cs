using System.Net.Sockets;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>What a broken or timed-out call means. Details name the kind of break only: exception texts may hold addresses with credentials.</summary>
internal static class ConnectionFailures
{
    public static AttemptFailure Of(Exception broken, Deadline expired, ConnectTrace connect)
    {
        if (broken is OperationCanceledException && expired != Deadline.None)
        {
            return Of(expired);
        }

        return connect switch
        {
            { Untrusted: true } => new(UpstreamFault.Connection, "The provider's name leads to an address that the config does not trust.")
            {
                MayRepeat = false,
            },
            { TimedOut: true } => new(UpstreamFault.Timeout, $"No connection within timeouts.connect ({connect.Timeout.TotalSeconds:0.###} s)."),
            _ => new(UpstreamFault.Connection, $"The connection failed ({Kind(broken)})."),
        };
    }

    /// <summary>A deadline that passed.</summary>
    public static AttemptFailure Of(Deadline expired) => expired switch
    {
        Deadline.FirstToken => new(UpstreamFault.Timeout, "No first token within timeouts.first_token."),
        Deadline.Idle => new(UpstreamFault.Timeout, "The provider was silent for timeouts.idle."),
        _ => new(UpstreamFault.Timeout, "The request's total time was up.") { IsFinal = true },
    };

    private static string Kind(Exception broken) => broken switch
    {
        HttpRequestException { InnerException: SocketException socket } => socket.SocketErrorCode.ToString(),
        HttpRequestException http => http.HttpRequestError.ToString(),
        HttpIOException http => http.HttpRequestError.ToString(),
        { InnerException: SocketException socket } => socket.SocketErrorCode.ToString(),
        _ => "broken",
    };
}
