using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Collects what the calls of one request met, and words it for the client: a mix reports the most retryable.</summary>
internal sealed class FailureTally
{
    private AttemptFailure? _worst;
    private TimeSpan? _retryAfter;
    private int _calls;

    public void Add(AttemptFailure failure)
    {
        _calls++;
        if (_worst is null || failure.IsFinal || Rank(failure.Fault) <= Rank(_worst.Fault))
        {
            _worst = failure;
        }

        if (failure.RetryAfter is { } after && (_retryAfter is null || after < _retryAfter))
        {
            _retryAfter = after;
        }
    }

    /// <summary>The error for the client, once no call is left. At least one failure was added.</summary>
    public GatewayError ToError() => _worst!.Fault switch
    {
        UpstreamFault.RateLimited => Later(ErrorKind.UpstreamRateLimited, "The provider is rate-limiting the gateway"),
        UpstreamFault.Overloaded => Later(ErrorKind.UpstreamOverloaded, "The provider is overloaded"),
        UpstreamFault.Timeout => Tried(new(ErrorKind.UpstreamTimeout, "The provider did not answer in time.")),
        UpstreamFault.Auth => new(ErrorKind.UpstreamAuth, "The provider refused the gateway's own credential, not your API key. Tell the gateway's operator.")
        {
            ShouldRetry = false,
        },
        UpstreamFault.BadRequest or UpstreamFault.ContextTooLong or UpstreamFault.ContentFiltered => Rejected(_worst),
        _ => Tried(new(ErrorKind.UpstreamError, "The provider failed or could not be reached.")),
    };

    private GatewayError Later(ErrorKind kind, string met) =>
        new(kind, $"{met}, and no other target could answer. Try again later.") { RetryAfter = _retryAfter };

    /// <summary>After several calls of ours, a client that repeats at once would only multiply them.</summary>
    private GatewayError Tried(GatewayError error) => _calls > 1 ? error with { ShouldRetry = false } : error;

    private GatewayError Rejected(AttemptFailure failure) => failure is { Status: 400 or 404 or 413 or 422, Vendor: { } vendor }
        ? new(ErrorKind.VendorRejected, vendor.Message ?? "The provider refused the request.") { VendorStatus = failure.Status, Vendor = vendor }
        : Tried(new(ErrorKind.UpstreamError, "The provider refused the request in a way that cannot be passed on."));

    private static int Rank(UpstreamFault fault) => fault switch
    {
        UpstreamFault.RateLimited => 0,
        UpstreamFault.Overloaded => 1,
        UpstreamFault.Timeout => 2,
        UpstreamFault.ServerError or UpstreamFault.Connection => 3,
        UpstreamFault.Auth => 4,
        _ => 5,
    };
}
