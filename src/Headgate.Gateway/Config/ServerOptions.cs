using System.Collections.Immutable;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Config;

/// <summary>The <c>server:</c> section, as far as it can change while running.</summary>
public sealed record ServerOptions
{
    /// <summary><c>max_body</c>: largest decoded request body, bytes. Default 32 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 32L << 20;

    /// <summary><c>max_buffered</c>: bytes of request bodies held at once over all requests; beyond it 503. Default 1 GiB.</summary>
    public long MaxBufferedBytes { get; init; } = 1L << 30;

    /// <summary><c>max_upload</c>: largest form or file that is passed on as it comes, bytes. Default 512 MiB.</summary>
    public long MaxUploadBytes { get; init; } = 512L << 20;

    /// <summary><c>keep_alive</c>: silence on a stream after which a keep-alive is sent. Default 15 s; zero = off.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary><c>drain</c>: how long open requests may go on after SIGTERM. Default 30 s.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>on_disconnect</c>: what becomes of a call whose client leaves, where its alias does not say. Default: cancelled.</summary>
    public OnDisconnect OnDisconnect { get; init; }

    /// <summary><c>drain_limit</c>: how long a call may go on after its client left. Default 60 s.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary><c>max_drains</c>: how many calls may do so at once. Default 256.</summary>
    public int MaxDrains { get; init; } = 256;

    /// <summary><c>max_replays</c>: bytes of answers that are kept for repeats, all together. Default 64 MiB.</summary>
    public long MaxReplayBytes { get; init; } = 64L << 20;

    /// <summary><c>cors.origins</c>: browser origins allowed on the data plane; <c>*</c> for any. Default none.</summary>
    public ImmutableArray<string> CorsOrigins { get; init; } = [];

    /// <summary><c>forward_headers</c>: further request headers passed upstream, lower case. Default none.</summary>
    public ImmutableArray<string> ForwardHeaders { get; init; } = [];

    /// <summary><c>trusted_proxies</c>: whose <c>X-Forwarded-For</c> is believed. Default none.</summary>
    public ImmutableArray<AddressRange> TrustedProxies { get; init; } = [];

    /// <summary><c>fetch_urls</c>: the gateway fetches what a request's URLs point to where a provider takes only bytes. Default true.</summary>
    public bool FetchUrls { get; init; } = true;

    /// <summary><c>max_attempts</c>: upstream calls per request at most, over all targets. Default 6.</summary>
    public int MaxAttempts { get; init; } = 6;
}
