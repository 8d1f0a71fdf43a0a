using System.Collections.Immutable;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Pipeline.Route;

namespace Headgate.Gateway.Tests.Pipeline.Route;

public sealed class RendezvousTests
{
    private const int Callers = 20_000;

    [Fact]
    public void Deals_by_weight()
    {
        int[] dealt = Deal(Targets(90, 9, 1));
        Assert.InRange(dealt.Count(chosen => chosen == 0), Callers * 0.89, Callers * 0.91);
        Assert.InRange(dealt.Count(chosen => chosen == 1), Callers * 0.083, Callers * 0.097);
        Assert.InRange(dealt.Count(chosen => chosen == 2), Callers * 0.007, Callers * 0.013);
    }

    [Fact]
    public void A_share_that_grows_keeps_all_it_had()
    {
        int[] few = Deal(Targets(95, 5, 0));
        int[] half = Deal(Targets(50, 50, 0));
        int[] all = Deal(Targets(0, 100, 0));
        Assert.DoesNotContain(Enumerable.Range(0, Callers), caller => few[caller] == 1 && half[caller] != 1);
        Assert.InRange(half.Count(chosen => chosen == 1), Callers * 0.49, Callers * 0.51);
        Assert.All(all, chosen => Assert.Equal(1, chosen));
    }

    [Fact]
    public void A_target_that_goes_moves_only_its_own_callers()
    {
        ImmutableArray<AliasTarget> targets = Targets(40, 40, 20);
        int[] before = Deal(targets);
        int[] after = Deal(targets.RemoveAt(2));
        Assert.DoesNotContain(Enumerable.Range(0, Callers), caller => before[caller] != 2 && after[caller] != before[caller]);
        Assert.InRange(after.Count(chosen => chosen == 0), Callers * 0.48, Callers * 0.52);
    }

    [Fact]
    public void Another_salt_deals_anew()
    {
        int[] spring = Deal(Targets(50, 50, 0, "spring"));
        int[] autumn = Deal(Targets(50, 50, 0, "autumn"));
        Assert.InRange(Enumerable.Range(0, Callers).Count(caller => spring[caller] == autumn[caller]), Callers * 0.47, Callers * 0.53);
    }

    [Fact]
    public void Targets_of_one_name_share_by_weight_too()
    {
        ImmutableArray<AliasTarget> twins = Aliases.Chat(
            "chat: { split: {}, targets: [ { model: a/m, weight: 1, variant: x }, { model: b/m, weight: 1, variant: x } ] }").Targets;
        Assert.InRange(Deal(twins).Count(chosen => chosen == 0), Callers * 0.48, Callers * 0.52);
    }

    [Fact]
    public void Nobody_goes_where_nothing_has_a_weight() => Assert.Equal(-1, Rendezvous.Choose(Candidates(Targets(1, 0, 0).RemoveAt(0)), 7));

    [Fact]
    public void Nobody_goes_where_a_request_may_not()
    {
        Candidate[] candidates = Candidates(Targets(99, 1, 0));
        candidates[0].IsOut = true;
        Assert.All(Enumerable.Range(0, 100), caller => Assert.Equal(1, Rendezvous.Choose(candidates, (ulong)caller)));
    }

    private static ImmutableArray<AliasTarget> Targets(int first, int second, int third, string salt = "s") => Aliases.Chat(
        $"chat: {{ split: {{ salt: {salt} }}, targets: [ {{ model: a/m, weight: {first} }}, {{ model: b/m, weight: {second} }}, {{ model: pool/m, weight: {third} }} ] }}")
        .Targets;

    private static int[] Deal(ImmutableArray<AliasTarget> targets)
    {
        Candidate[] candidates = Candidates(targets);
        return [.. Enumerable.Range(0, Callers).Select(caller => Rendezvous.Choose(candidates, StickyIdentity.Hash($"user-{caller}")!.Value))];
    }

    private static Candidate[] Candidates(ImmutableArray<AliasTarget> targets) =>
        [.. targets.Select((target, i) => new Candidate { Entry = target, Index = i, Draw = default, Pool = [] })];
}
