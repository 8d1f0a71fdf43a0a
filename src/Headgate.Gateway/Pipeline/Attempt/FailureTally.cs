using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Collects what the calls of one request met, and words it for the client: a mix reports the most retryable.</summary>
internal sealed class FailureTally
{
    private AttemptFailure? _reported;
    private bool _wasBrought; // the credential of the reported call, by the caller
    private Target? _target;
    private TimeSpan? _earliest; // over the targets before this one
    private TimeSpan? _latest; // what this target said last
    private bool _mayRepeat;
    private int _calls;

    public void Add(Target target, AttemptFailure failure)
    {
        _calls++;
        _mayRepeat |= failure.MayRepeat;
        if (_reported is null || failure.IsFinal || Rank(failure.Fault) <= Rank(_reported.Fault))
        {
            (_reported, _wasBrought) = (failure, target.Credential.IsBrought); // among equals the last
        }

        if (!ReferenceEquals(target, _target))
        {
            (_earliest, _target) = (Earlier(_earliest, _latest), target);
        }

        _latest = failure.RetryAfter;
    }

    /// <summary>The error for the client, once no call is left. At least one failure was added.</summary>
    /// <param name="othersFree">When a target that was not called may be; null when there is none, or nothing is known.</param>
    public GatewayError ToError(TimeSpan? othersFree = null) => _reported!.Fault switch
    {
        UpstreamFault.RateLimited when _wasBrought =>
            Later(ErrorKind.UpstreamRateLimited, "The provider is rate-limiting the credential that you brought", othersFree),
        UpstreamFault.RateLimited => Later(ErrorKind.UpstreamRateLimited, "The provider is rate-limiting the gateway", othersFree),
        UpstreamFault.Overloaded => Later(ErrorKind.UpstreamOverloaded, "The provider is overloaded", othersFree),
        UpstreamFault.Timeout => Tried(new(ErrorKind.UpstreamTimeout, "The provider did not answer in time.")),
        UpstreamFault.Auth when _wasBrought => new(
            ErrorKind.ProviderKeyRefused, $"The provider refused the credential in your {BroughtCredentials.Header} header, not your API key for this gateway.")
        {
            Param = BroughtCredentials.Header,
            ShouldRetry = false,
        },
        UpstreamFault.Auth => new(ErrorKind.UpstreamAuth, "The provider refused the gateway's own credential, not your API key. Tell the gateway's operator.")
        {
            ShouldRetry = false,
        },
        UpstreamFault.BadRequest or UpstreamFault.ContextTooLong or UpstreamFault.ContentFiltered => Rejected(_reported),
        _ => Tried(new(ErrorKind.UpstreamError, "The provider failed or could not be reached.")),
    };

    private GatewayError Later(ErrorKind kind, string met, TimeSpan? othersFree) =>
        new(kind, $"{met}, and no other target could answer. Try again later.")
        {
            RetryAfter = Earlier(othersFree, Earlier(_earliest, _latest)),
            ShouldRetry = _mayRepeat ? null : false,
        };

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

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
