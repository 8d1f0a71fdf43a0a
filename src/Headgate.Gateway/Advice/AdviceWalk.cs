using System.Collections.Immutable;
using System.Globalization;
using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Route;
using Headgate.Gateway.Pipeline.Route.Strategies;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Advice;

/// <summary>Looks at an alias as a plan does, and notes of each entry on the way what the plan does not tell: why it is in, or out.</summary>
/// <param name="prospect">What strategies see.</param>
/// <param name="wanted">What is asked for.</param>
/// <param name="called">The plan's targets.</param>
/// <param name="now">The wall clock at the prospect's moment.</param>
internal readonly ref struct AdviceWalk(in Prospect prospect, in Wanted wanted, ImmutableArray<Target> called, DateTimeOffset now)
{
    private readonly Prospect _prospect = prospect;
    private readonly Wanted _wanted = wanted;
    private readonly bool[] _isFound = new bool[called.Length];

    /// <summary>The plan's targets, in its order.</summary>
    public ImmutableArray<AdvisedTarget> Plan
    {
        get
        {
            var plan = ImmutableArray.CreateBuilder<AdvisedTarget>(called.Length);
            foreach (Target target in called)
            {
                plan.Add(Tell(target, plan.Count + 1));
            }

            return plan.MoveToImmutable();
        }
    }

    /// <summary>Puts an alias in order, with the draw that the plan was made with.</summary>
    public AdvisedAlias Look(ModelAlias alias, Draw draw)
    {
        CandidateRoom room = default;
        Span<Candidate> candidates = Candidates.Of(alias, ref room);
        _prospect.Arrange(alias, draw, candidates);
        long weights = Deal.Weights(candidates);
        var told = ImmutableArray.CreateBuilder<AdvisedCandidate>(candidates.Length);
        foreach (ref readonly Candidate candidate in candidates)
        {
            AdvisedCandidate plain = Tell(candidate);
            told.Add(alias.Split is null ? plain : plain with
            {
                Variant = candidate.Entry.Variant,
                Probability = candidate.MayBeDealt && weights > 0 ? (double)candidate.Entry.Weight / weights : 0,
            });
        }

        return new AdvisedAlias
        {
            Name = alias.Name,
            Strategy = RoutingStrategies.Of(alias.Strategy).Name,
            Split = alias.Split?.By,
            Candidates = told.MoveToImmutable(),
        };
    }

    private AdvisedCandidate Tell(in Candidate candidate)
    {
        AliasTarget entry = candidate.Entry;
        AdvisedAlias? nested = entry is AliasTarget.Alias alias && !candidate.IsOut ? Look(alias.Target, candidate.Draw) : null;
        var targets = ImmutableArray.CreateBuilder<AdvisedTarget>(candidate.Pool.Length);
        foreach (Target target in candidate.Pool)
        {
            targets.Add(Tell(target, Place(target)));
        }

        ImmutableArray<AdvisedTarget> pool = targets.MoveToImmutable();
        (Exclusion Why, string Reason)? outside = candidate.IsOut ? Outside(entry)
            : nested is not null ? (nested.Candidates.All(inner => inner.Exclusion is not null) ? (Exclusion.Nested, "all of its own are out") : null)
            : pool.IsEmpty && entry is AliasTarget.Model model && _prospect.LacksCredential(model.Provider)
                ? (Exclusion.Credential, "has no credential of its own, and the caller brings none")
            : pool.IsEmpty ? (Exclusion.Protocol, $"speaks neither {_wanted.Protocol.Name} nor a protocol that it is translated into")
            : pool.All(target => target.State != TargetState.Free) ? (Exclusion.Health, "nothing of it can be called now")
            : null;
        return new AdvisedCandidate
        {
            Name = entry.Name,
            Weight = entry.Weight,
            Exclusion = outside?.Why,
            Reason = outside?.Reason,
            Score = double.IsNaN(candidate.Score) ? null : candidate.Score,
            Targets = pool,
            Alias = nested,
        };
    }

    /// <summary>Why an entry is not for the request.</summary>
    private (Exclusion Why, string Reason) Outside(AliasTarget entry) =>
        !_prospect.IsMeant(entry) ? (Exclusion.Condition, $"does not hold: {entry.When!.Failing(_wanted.Facts)}")
        : _prospect.Missing(entry) is var missing and not RequestNeeds.None ? (Exclusion.Ability, $"is without {Words(missing)}")
        : (Exclusion.ContextWindow, string.Create(
            CultureInfo.InvariantCulture, $"takes {entry.ContextWindow} tokens, the request has about {_wanted.InputTokens}"));

    private static string Words(RequestNeeds needs) =>
        needs.ToString().Replace(nameof(RequestNeeds.StructuredOutput), "structured_output", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Where a target is in the plan, from 1 on; null when nowhere. The walk meets targets of one kind in the plan's order.</summary>
    private int? Place(Target target)
    {
        for (int i = 0; i < called.Length; i++)
        {
            if (!_isFound[i] && called[i] is var other && other.IsSibling(target) && ReferenceEquals(other.Credential, target.Credential))
            {
                _isFound[i] = true;
                return i + 1;
            }
        }

        return null;
    }

    private AdvisedTarget Tell(Target target, int? order)
    {
        Obstacle? met = _prospect.Health.Of(target).At(_prospect.Health.Now);
        return new AdvisedTarget
        {
            Name = target.Name,
            Credential = target.Credential.Id,
            Server = target.Provider.IsReplica ? target.Provider.Endpoint.BaseUrl.Authority : null,
            TranslatedTo = target.TranslatedTo,
            Order = order,
            State = StateOf(met),
            Until = met is { } obstacle ? now + TimeSpan.FromMilliseconds(obstacle.Until - _prospect.Health.Now) : null,
        };
    }

    private static TargetState StateOf(Obstacle? met) => met switch
    {
        null => TargetState.Free,
        { Parked: ParkReason.Quota } => TargetState.RateLimited,
        { Parked: ParkReason.Overload } => TargetState.Overloaded,
        { Parked: ParkReason.Refused } => TargetState.CredentialRefused,
        _ => TargetState.Sick,
    };
}
