using System.Collections.Immutable;
using Headgate.Gateway.Budgets;
using Headgate.Llm.Framing;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config;

/// <summary>
/// A name that applications ask for, with its targets and rules. A direct <c>provider/model</c> is an alias of one target with all
/// defaults.
/// </summary>
public sealed class ModelAlias
{
    private bool? _isSelective;

    /// <summary>The name, or the pattern (<c>gpt-*</c>) that matched.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// What metrics and turns call it: its name, or <c>provider/*</c> for a model asked for directly. Bounded by the config, unlike
    /// the names that clients send.
    /// </summary>
    public string Label { get => field ?? Name; init; }

    /// <summary>Where it comes from: files win over the store. Default files.</summary>
    public ConfigLayer Layer { get; init; }

    /// <summary>How the first target is chosen.</summary>
    public Strategy Strategy { get; init; } = Strategy.Priority;

    /// <summary>The targets, in config order.</summary>
    public required ImmutableArray<AliasTarget> Targets { get; init; }

    /// <summary>The providers of all targets, those of aliases in it included; one comes as often as it has targets.</summary>
    internal IEnumerable<Provider> Providers => Targets.SelectMany(static target => target switch
    {
        AliasTarget.Alias nested => nested.Target.Providers,
        _ => [((AliasTarget.Model)target).Provider],
    });

    /// <summary>True when some target is not for every request.</summary>
    internal bool IsSelective => _isSelective ??= !Targets.All(target => target.IsForAll);

    /// <summary>Set where the targets are variants; null where <see cref="Strategy"/> chooses among them.</summary>
    public Split? Split { get; init; }

    /// <summary>
    /// <c>sticky</c>: what keeps a caller at its first target and at its credential; with <see cref="Strategy.Priority"/>, whose first target is
    /// everybody's, at its credential. Default: nothing.
    /// </summary>
    public StickyBy Sticky { get; init; }

    /// <summary><c>max_attempts</c>: upstream calls per request at most; null = the server's.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>Whose turn it is, for <see cref="Strategy.Weighted"/>.</summary>
    internal WeightedRounds Rounds => field ??= new WeightedRounds([.. Targets.Select(target => target.Weight)]);

    /// <summary>Retries on one target.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>The faults after which the next target is tried.</summary>
    public ImmutableArray<UpstreamFault> FallbackOn { get; init; } = DefaultFallbackOn;

    /// <summary>All time limits.</summary>
    public TimeoutOptions Timeouts { get; init; } = new();

    /// <summary><c>hedge</c>: a second call beside one whose first token is late; null = never.</summary>
    public HedgeOptions? Hedge { get; init; }

    /// <summary><c>resume</c>: true when another target goes on with a stream that breaks off; default false.</summary>
    public bool Resumes { get; init; }

    /// <summary>What all that ask for it may spend together; null without limits.</summary>
    public Budget? Budget { get; init; }

    /// <summary><c>probe</c>: after how long without a call a target is asked for a word; null = never.</summary>
    public TimeSpan? Probe { get; init; }

    /// <summary>Members set when the client did not (<c>defaults</c>), and members removed before the call (<c>drop</c>).</summary>
    public ImmutableArray<MemberEdit> Edits { get; init; } = [];

    /// <summary><c>on_disconnect</c>: what becomes of a call whose client leaves; null = as the server says.</summary>
    public OnDisconnect? OnDisconnect { get; init; }

    /// <summary>What to do when a target cannot be told everything. Default: warn.</summary>
    public OnLoss OnLoss { get; init; } = OnLoss.Warn;

    /// <summary>Rate limited, server error, timeout, connection, overloaded, context too long.</summary>
    public static ImmutableArray<UpstreamFault> DefaultFallbackOn { get; } =
    [
        UpstreamFault.RateLimited, UpstreamFault.ServerError, UpstreamFault.Timeout,
        UpstreamFault.Connection, UpstreamFault.Overloaded, UpstreamFault.ContextTooLong,
    ];
}
