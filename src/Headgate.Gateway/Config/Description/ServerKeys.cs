using System.Collections.Immutable;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>server:</c>.</summary>
internal static class ServerKeys
{
    public static readonly ScalarShape<string> AuthWord = Scalars.Word(["keys", "none"]);

    public static readonly ScalarShape<OnDisconnect> DisconnectWord =
        Scalars.Word([("cancel", Config.OnDisconnect.Cancel), ("drain", Config.OnDisconnect.Drain)]);

    public static readonly Key<ImmutableArray<Written<ListenAddress>>> Listen = new(
        "listen", new ListShape<ListenAddress>(Addresses.Listen),
        "Where clients connect: http or https with an IP address, `localhost` or `*` (port 0 picks a free one), "
        + "or `unix:/run/headgate.sock`. Needs a restart.")
    { Default = "http://127.0.0.1:4000" };

    public static readonly Key<ListenAddress> Admin = new("admin", Addresses.Listen,
        "Where admin API and metrics are served. Needs a restart.")
    { Default = "http://127.0.0.1:4001" };

    public static readonly Key<Section> Tls = new(
        "tls", TlsKeys.Shape, "The certificate of every https address. Its files are picked up when they change.");

    public static readonly Key<string> Data = new("data", Scalars.Text,
        "The folder of database, request log and first admin token. Needs a restart.")
    { Default = "./data" };

    public static readonly Key<ImmutableArray<Written<string>>> Hosts = new("hosts", new ListShape<string>(Scalars.Text),
        "Further names under which the control plane may be called (`Host` header). Needs a restart.");

    public static readonly Key<bool> InlineIo = new("inline_io", Scalars.Flag,
        "Serve the data plane's sockets without a hop between threads: the fastest. Needs a restart.")
    { Default = "true" };

    public static readonly Key<string> Auth = new("auth", AuthWord, "The same as `auth` at the top level.");

    public static readonly Key<long> MaxBody = new("max_body", Quantities.Size(1024, 1L << 31),
        "The largest request body, decoded.")
    { Default = "32MiB" };

    public static readonly Key<long> MaxBuffered = new("max_buffered", Quantities.Size(1L << 20, 1L << 40),
        "The most that request bodies may hold at once, over all requests; beyond it 503.")
    { Default = "1GiB" };

    public static readonly Key<long> MaxUpload = new("max_upload", Quantities.Size(1024, 1L << 40),
        "The largest upload: files, and forms with images or audio. They are passed on as they come, never held in memory.")
    { Default = "512MiB" };

    public static readonly Key<long> MaxReplays = new("max_replays", Quantities.Size(0, 1L << 40),
        "The most that answers may hold in memory that are kept for repeats with the same `Idempotency-Key`, for a day at most, and up to 4 MiB each. "
        + "With 0 none is kept: a repeat is refused, and charged no second time either.")
    { Default = "64MiB" };

    public static readonly Key<TimeSpan> KeepAlive = new("keep_alive", Quantities.TimeOrOff(Bounds.Millisecond, Bounds.Day),
        "Silence on a stream after which a keep-alive is sent to the client.")
    { Default = "15s" };

    public static readonly Key<TimeSpan> Drain = new("drain", Quantities.TimeOrOff(Bounds.Millisecond, Bounds.Day),
        "How long open requests may go on after SIGTERM.")
    { Default = "30s" };

    public static readonly Key<OnDisconnect> OnDisconnect = new("on_disconnect", DisconnectWord,
        "What becomes of a model's call whose client leaves: it is cancelled, and what was produced is charged as an estimate; or it is read to its end "
        + "and charged by what it used.")
    { Default = "cancel" };

    public static readonly Key<TimeSpan> DrainLimit = new("drain_limit", Quantities.Time(Bounds.Millisecond, Bounds.Day),
        "How long a call with `on_disconnect: drain` may go on after its client left.")
    { Default = "60s" };

    public static readonly Key<int> MaxDrains = new("max_drains", Scalars.Whole(0),
        "How many calls may go on after their clients left, over all models; those beyond are cancelled.")
    { Default = "256" };

    public static readonly Key<int> MaxAttempts = new("max_attempts", Scalars.Whole(1, 100),
        "The most upstream calls for one request, over all its targets.")
    { Default = "6" };

    public static readonly Key<bool> FetchUrls = new("fetch_urls", Scalars.Flag,
        "Fetch the files that a request's URLs point to, from public hosts, for providers that take only bytes. See `docs/urls.md`.")
    { Default = "true" };

    public static readonly Key<ImmutableArray<Written<string>>> ForwardHeaders = new("forward_headers", new ListShape<string>(Scalars.Text),
        "Further request headers that are passed to vendors. Credentials and connection headers never are.");

    public static readonly Key<ImmutableArray<Written<AddressRange>>> TrustedProxies = new("trusted_proxies", new ListShape<AddressRange>(Addresses.Range),
        "Addresses and ranges of the proxies in front of it, whose `X-Forwarded-For` says where a client is.");

    public static readonly Key<Section> Cors = new("cors", CorsKeys.Shape, "Which web pages may call the data plane.");

    public static readonly SectionShape Shape = new(Listen, Admin, Tls, Data, Hosts, InlineIo, Auth, MaxBody, MaxBuffered, MaxUpload, MaxReplays, KeepAlive,
        Drain, OnDisconnect, DrainLimit, MaxDrains, MaxAttempts, FetchUrls, ForwardHeaders, TrustedProxies, Cors);
}
