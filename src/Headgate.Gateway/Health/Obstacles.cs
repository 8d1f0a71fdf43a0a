using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Health;

/// <summary>What keeps targets from being called, put together and worded for the client: a mix reports the most retryable.</summary>
internal readonly struct Obstacles
{
    private readonly bool _areSick;
    private readonly bool _areLimited;
    private readonly bool _areOverloaded;

    /// <summary>Looks at what these targets meet now.</summary>
    public Obstacles(ImmutableArray<Target> targets, HealthBook book)
    {
        long now = book.Now;
        foreach (Target target in targets)
        {
            if (book.Of(target).At(now) is { } met)
            {
                TimeSpan left = TimeSpan.FromMilliseconds(met.Until - now);
                Earliest = Earliest is null || left < Earliest ? left : Earliest;
                _areSick |= met.Parked is null;
                _areLimited |= met.Parked == ParkReason.Quota;
                _areOverloaded |= met.Parked == ParkReason.Overload;
            }
        }
    }

    /// <summary>When the first of them may be called again; null when there is none.</summary>
    public TimeSpan? Earliest { get; }

    /// <summary>The error for the client, when there is nothing else to call.</summary>
    public GatewayError ToError() =>
        _areLimited ? Later(ErrorKind.UpstreamRateLimited, "The providers are rate-limiting the gateway")
        : _areOverloaded ? Later(ErrorKind.UpstreamOverloaded, "The providers are overloaded")
        : _areSick || Earliest is null ? Later(ErrorKind.NoHealthyTarget, "The providers of this model are failing")
        : new GatewayError(ErrorKind.UpstreamAuth, "The provider refused the gateway's own credential, not your API key. Tell the gateway's operator.")
        {
            ShouldRetry = false,
        };

    private GatewayError Later(ErrorKind kind, string met) => new(kind, $"{met}, and no other target can answer now. Try again later.")
    {
        RetryAfter = Earliest,
    };
}
