using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>The faults in the words of <c>fallback_on</c>, as config, records and metrics write them.</summary>
public static class FaultNames
{
    /// <summary>The word for a fault.</summary>
    public static string Of(UpstreamFault fault) => fault switch
    {
        UpstreamFault.RateLimited => "rate_limited",
        UpstreamFault.ServerError => "server_error",
        UpstreamFault.Timeout => "timeout",
        UpstreamFault.Connection => "connection",
        UpstreamFault.Overloaded => "overloaded",
        UpstreamFault.ContextTooLong => "context_too_long",
        UpstreamFault.Auth => "auth",
        UpstreamFault.ContentFiltered => "content_filtered",
        _ => "bad_request",
    };
}
