using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Health;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Route.Strategies;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Route;

/// <summary>What strategies see: the request and how the targets stand, at one moment.</summary>
/// <param name="wanted">What is asked for.</param>
/// <param name="health">How the targets stand.</param>
/// <param name="costs">What calls cost; null when nothing is known of it.</param>
internal readonly ref struct Prospect(in Wanted wanted, HealthView health, ITargetCosts? costs)
{
    /// <summary>An answer's usual length: dear output shall count, whatever the client's own bound is.</summary>
    private const long ExpectedOutputTokens = 300;

    private readonly Wanted _wanted = wanted;

    /// <summary>How the targets stand.</summary>
    public HealthView Health => health;

    /// <summary>True when a stream is asked for.</summary>
    public bool IsStream => _wanted.IsStream;

    /// <summary>About how many tokens are sent.</summary>
    public long InputTokens => _wanted.InputTokens;

    /// <summary>Puts the entries of an alias in order, best first: as its split deals, else by its strategy.</summary>
    public void Arrange(ModelAlias alias, Draw draw, Span<Candidate> candidates)
    {
        Draw below = draw.Next();
        ulong? caller = alias.Sticky == StickyBy.None ? null : StickyIdentity.Of(alias.Sticky, _wanted.Facts);
        for (int i = 0; i < candidates.Length; i++)
        {
            candidates[i] = new Candidate { Entry = alias.Targets[i], Index = i, Draw = below, Caller = caller, Pool = [], Score = double.NaN };
        }

        if (alias.IsSelective)
        {
            LeaveOut(candidates);
        }

        foreach (ref Candidate candidate in candidates)
        {
            candidate.Pool = candidate is { IsOut: false, Entry: AliasTarget.Model model } ? PoolOf(model) : [];
        }

        if (alias.Split is { } split)
        {
            foreach (ref Candidate candidate in candidates)
            {
                candidate.IsBarren = !Serves(candidate); // what is dealt is what answers
            }

            PutFirst(candidates, StickyIdentity.Of(split.By, _wanted.Facts) ?? draw.Bits);
            return;
        }

        RoutingStrategies.Of(alias.Strategy).Order(candidates, this, alias, draw);
        if (caller is { } sticks && alias.Strategy != Strategy.Priority)
        {
            PutFirst(candidates, sticks);
        }
    }

    /// <summary>True when the conditions of an entry hold.</summary>
    public bool IsMeant(AliasTarget target) => target.When is null || target.When.Holds(_wanted.Facts);

    /// <summary>What the request needs and an entry cannot do.</summary>
    public RequestNeeds Missing(AliasTarget target) => target.Without == RequestNeeds.None ? RequestNeeds.None : target.Without & _wanted.Needs;

    /// <summary>True when the request is not longer than an entry takes, as far as is known.</summary>
    public bool Holds(AliasTarget target) => target.ContextWindow is not { } window || !(_wanted.Facts.InputTokens > window);

    /// <summary>True when something that the alias leads to is not for the request.</summary>
    public bool LeavesOut(ModelAlias alias)
    {
        foreach (AliasTarget entry in alias.Targets)
        {
            if (!IsFor(entry) || (entry is AliasTarget.Alias nested && LeavesOut(nested.Target)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a provider has no credential, and the caller has brought none for it.</summary>
    public bool LacksCredential(Provider provider) => provider.NeedsBroughtCredential && _wanted.Brought.For(provider) is null;

    /// <summary>True when something that the alias leads to lacks a credential.</summary>
    public bool LacksCredential(ModelAlias alias)
    {
        foreach (AliasTarget entry in alias.Targets)
        {
            if (IsFor(entry) && (entry is AliasTarget.Model model ? LacksCredential(model.Provider) : LacksCredential(((AliasTarget.Alias)entry).Target)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts the candidates that can be called now before those that cannot.</summary>
    /// <returns>Those that can.</returns>
    public Span<Candidate> KeepFree(Span<Candidate> candidates)
    {
        int free = 0;
        for (int i = 0; i < candidates.Length; i++)
        {
            candidates[i].First = First(candidates[i]);
            candidates[i].IsLookedAt = true;
            if (candidates[i].First is not null)
            {
                candidates[free..(i + 1)].PutFirst(i - free);
                free++;
            }
        }

        return candidates[..free];
    }

    /// <summary>One whose breaker waits for a probe: it goes first, or what nobody calls would never be found well. -1 when there is none.</summary>
    public int FindProbe(Span<Candidate> free)
    {
        for (int i = 0; i < free.Length; i++)
        {
            if (!HealthOf(free[i]).IsWell)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The health of what would be called first of a candidate that can be called.</summary>
    public TargetHealth HealthOf(in Candidate free) => health.Of(free.First!);

    /// <summary>The nano-dollars that a candidate that can be called is expected to cost; null when it has no price.</summary>
    public double? ExpectedCost(in Candidate free)
    {
        Target first = free.First!;
        long cached = (long)(health.Of(first).CachedShare * InputTokens);
        return costs?.Of(first, InputTokens, cached, ExpectedOutputTokens);
    }

    /// <summary>True when something that the alias leads to can serve the request.</summary>
    private bool Serves(ModelAlias alias)
    {
        foreach (AliasTarget entry in alias.Targets)
        {
            if (IsFor(entry) && (entry is AliasTarget.Model model ? !PoolOf(model).IsEmpty : Serves(((AliasTarget.Alias)entry).Target)))
            {
                return true;
            }
        }

        return false;
    }

    private bool Serves(in Candidate candidate) => candidate.Entry is AliasTarget.Alias nested ? Serves(nested.Target) : !candidate.Pool.IsEmpty;

    /// <summary>What would be called first of a candidate; null when nothing of it can be called now.</summary>
    private Target? First(in Candidate candidate) =>
        candidate.IsOut ? null
        : candidate.IsLookedAt ? candidate.First
        : candidate.Entry is AliasTarget.Alias nested ? First(nested.Target, candidate.Draw)
        : candidate.Caller is { } caller ? First(candidate.Pool, caller)
        : First(candidate.Pool, candidate.Draw.Sequence);

    private Target? First(ModelAlias alias, Draw draw)
    {
        CandidateRoom room = default;
        Span<Candidate> candidates = Candidates.Of(alias, ref room);
        Arrange(alias, draw, candidates);
        foreach (ref readonly Candidate candidate in candidates)
        {
            if (First(candidate) is { } first)
            {
                return first;
            }
        }

        return null;
    }

    private Target? First(ImmutableArray<Target> pool, long turn)
    {
        int free = 0;
        foreach (Target target in pool)
        {
            free += health.IsFree(target) ? 1 : 0;
        }

        long left = free > 1 ? turn % free : 0;
        foreach (Target target in pool)
        {
            if (health.IsFree(target) && left-- == 0)
            {
                return target;
            }
        }

        return null;
    }

    private Target? First(ImmutableArray<Target> pool, ulong caller)
    {
        Target? best = null;
        foreach (Target target in pool)
        {
            bool isBetter = best is null || Rendezvous.Score(target.Credential, caller) > Rendezvous.Score(best.Credential, caller);
            best = isBetter && health.IsFree(target) ? target : best;
        }

        return best;
    }

    /// <summary>
    /// Marks those that are not for the request. How long it is, is an estimate: that alone leaves none out where nothing would be left.
    /// </summary>
    private void LeaveOut(Span<Candidate> candidates)
    {
        bool someHold = false;
        foreach (ref Candidate candidate in candidates)
        {
            candidate.IsOut = !IsFor(candidate.Entry);
            someHold |= !candidate.IsOut && Holds(candidate.Entry);
        }

        foreach (ref Candidate candidate in candidates)
        {
            candidate.IsOut |= someHold && !Holds(candidate.Entry);
        }
    }

    private bool IsFor(AliasTarget target) => IsMeant(target) && Missing(target) == RequestNeeds.None;

    /// <summary>The caller's candidate first, of those that are not known to be down; the others as they are.</summary>
    private static void PutFirst(Span<Candidate> candidates, ulong caller)
    {
        if (Rendezvous.Choose(candidates, caller) is var chosen and > 0)
        {
            candidates.PutFirst(chosen);
        }
    }

    /// <summary>What can be called for a model: on the native lane where the vendor takes the request as it is, else by way of the hub.</summary>
    private ImmutableArray<Target> PoolOf(AliasTarget.Model model)
    {
        if (LacksCredential(model.Provider))
        {
            return [];
        }

        WireProtocol asked = _wanted.Protocol.Protocol;
        ImmutableArray<WireProtocol> spoken = model.Provider.Vendor.Speaks(model.UpstreamModel ?? _wanted.Model);
        bool isSpoken = spoken.Contains(asked);
        bool isNative = isSpoken && _wanted.Suits(model.Provider);

        // What a vendor of the client's own protocol would refuse goes there by way of the hub, which writes it as that vendor takes it; what the
        // hub does not write, such as a count, it says in another of the vendor's.
        WireProtocol? translatedTo = isNative ? null : Translations.Best(asked, isSpoken ? [asked, .. spoken] : spoken);
        return isNative || translatedTo is not null ? BroughtTargets.For(model.TargetsFor(_wanted.Model, translatedTo), _wanted.Brought, health) : [];
    }
}
