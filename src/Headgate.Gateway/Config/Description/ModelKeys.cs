using System.Collections.Immutable;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>models.&lt;name&gt;:</c>, an alias.</summary>
internal static class ModelKeys
{
    public static readonly Key<Strategy> Strategy = new("strategy",
        Scalars.Word(
        [
            ("priority", Config.Strategy.Priority), ("weighted", Config.Strategy.Weighted), ("latency", Config.Strategy.Latency),
            ("cost", Config.Strategy.Cost), ("least-busy", Config.Strategy.LeastBusy),
        ]),
        "How the first target is chosen among those that can be called now: in order, in turn by weight, the faster of two drawn, the "
        + "cheapest for the request, or the one with the fewest calls under way.")
    { Default = "priority" };

    public static readonly Key<ImmutableArray<Written<Section>>> Targets =
        new("targets", new ListShape<Section>(TargetKeys.Shape),
            "Where the name leads; after the first, the others are fallbacks.")
    { IsRequired = true };

    public static readonly Key<Section> Retry = new("retry", RetryKeys.Shape, "Repeated calls to one target.");

    public static readonly Key<ImmutableArray<Written<UpstreamFault>>> FallbackOn = new(
        "fallback_on", new ListShape<UpstreamFault>(Scalars.Word(
        [
            ("rate_limited", UpstreamFault.RateLimited), ("server_error", UpstreamFault.ServerError), ("timeout", UpstreamFault.Timeout),
            ("connection", UpstreamFault.Connection), ("overloaded", UpstreamFault.Overloaded),
            ("context_too_long", UpstreamFault.ContextTooLong),
            ("auth", UpstreamFault.Auth), ("content_filtered", UpstreamFault.ContentFiltered), ("bad_request", UpstreamFault.BadRequest),
        ])),
        "The failures after which the next target is tried.")
    { Default = "[rate_limited, server_error, timeout, connection, overloaded, context_too_long]" };

    public static readonly Key<Section> Timeouts = new("timeouts", TimeoutKeys.Shape, "Limits of time.");

    public static readonly Key<int> MaxAttempts =
        new("max_attempts", Scalars.Whole(1, 100),
            "The most upstream calls for one request; `server.max_attempts` when nothing is written.");

    public static readonly Key<ImmutableArray<Named<ReadOnlyMemory<byte>>>> Defaults = new(
        "defaults", new MapShape<ReadOnlyMemory<byte>>(JsonShape.Any),
        "Members of the request, set when the client did not.");

    public static readonly Key<ImmutableArray<Written<string>>> Drop =
        new("drop", new ListShape<string>(Scalars.Text), "Members of the request that are removed.");

    public static readonly Key<OnLoss> OnLoss = new("on_loss",
        Scalars.Word([("allow", Config.OnLoss.Allow), ("warn", Config.OnLoss.Warn), ("reject", Config.OnLoss.Reject)]),
        "What to do when a target that speaks another protocol cannot be told everything the client asked for: call it, call it and name "
        + "what was lost in `x-headgate-losses`, or leave it out.")
    { Default = "warn" };

    public static readonly Key<OnDisconnect> OnDisconnect = new("on_disconnect", ServerKeys.DisconnectWord,
        "What becomes of a call whose client leaves; `server.on_disconnect` when nothing is written.");

    public static readonly Key<StickyBy> Sticky = new("sticky",
        Scalars.Word([("none", StickyBy.None), ("session", StickyBy.Session), ("key", StickyBy.Key), ("user", StickyBy.User)]),
        "What keeps a caller at its first target (with `strategy: priority`: at one of the provider's keys), so that prompt caches stay warm.")
    { Default = "none" };

    public static readonly Key<Section> Split = new("split", SplitKeys.Shape,
        "Makes the targets variants of an experiment or a migration, each with its `weight`; in place of `strategy` and `sticky`.");

    public static readonly Key<Section> Pricing = new("pricing", PricingKeys.Shape,
        "What its own targets cost, where that is not what is known of them; a target's `pricing` stands before it, price by price.");

    public static readonly Key<Section> Budget = new("budget", BudgetKeys.Shape,
        "How much all requests that ask for this name may spend together, those of its fallbacks included.");

    public static readonly Key<TimeSpan> Probe = new("probe", Quantities.Time(Bounds.Second, Bounds.Day),
        "After so long without a call each target is asked for a word (16 tokens at most), so that sickness and recovery are known before a request "
        + "meets them. These calls are in the request log, under the key `probe`. For models that chat; never when nothing is written.");

    public static readonly Key<Section> Hedge = new("hedge", HedgeKeys.Shape,
        "Calls the next target beside one whose first token is late: whoever has content first answers, the other is given up and paid for. Streams only.");

    public static readonly Key<bool> Resume = new("resume", Scalars.Flag,
        "Goes on with a stream that breaks off: the text so far goes to the next target that takes the beginning of an answer (vLLM, Mistral, DeepSeek, "
        + "Claude up to 4.5). Never once a call of a tool or signed thinking was told, and not for structured answers. Streams are then told in the "
        + "gateway's words, as translated ones are.")
    { Default = "false" };

    public static readonly SectionShape Shape = new(
        Strategy, Targets, Retry, FallbackOn, Timeouts, Hedge, Resume, MaxAttempts, Defaults, Drop, OnLoss, OnDisconnect, Sticky, Split, Pricing, Budget, Probe,
        new LaterKey("cache"), new LaterKey("guardrails"), new LaterKey("reserve_output"), new LaterKey("rules"));
}
