using Headgate.Gateway.Fleets;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Fleets;

public sealed class FleetChoiceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Replica[] _replicas;

    public FleetChoiceTests() => _replicas = Gateway();

    [Fact]
    public void A_prompt_goes_where_its_beginning_is()
    {
        _replicas[2].Enter(Of(7, 1_000), FleetView.Unknown, isStream: true).Leave();

        Assert.All(Enumerable.Range(0, 100), draw => Assert.Equal(2, Best(_replicas, Of(7, 2_000), draw)));
    }

    [Fact]
    public void But_not_where_it_would_wait_longer_than_it_saves()
    {
        _replicas[2].Enter(Of(7, 1_000), FleetView.Unknown, isStream: true);
        _replicas[2].Enter(Of(8, 20_000), FleetView.Unknown, isStream: true);

        Assert.All(Enumerable.Range(0, 100), draw => Assert.NotEqual(2, Best(_replicas, Of(7, 2_000), draw)));
    }

    [Fact]
    public void Equals_are_chosen_by_chance() =>
        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 100).Select(draw => Best(_replicas, Of(7, 2_000), draw)).Distinct().Order());

    [Fact]
    public void Where_one_does_not_say_how_it_stands_the_least_busy_is_chosen()
    {
        _replicas[2].Enter(Of(7, 1_000), FleetView.Unknown, isStream: true);
        _time.Advance(TimeSpan.FromSeconds(6));
        foreach (Replica replica in _replicas[1..])
        {
            replica.Heard(default);
        }

        Assert.All(Enumerable.Range(0, 100), draw => Assert.NotEqual(2, Best(_replicas, Of(7, 1_000), draw)));
    }

    [Fact]
    public void Gateways_that_share_nothing_learn_to_send_what_they_do_not_know_to_the_same_place()
    {
        // Whatever this gateway sends to a favourite was sent there by another before.
        for (int text = 0; text < 20; text++)
        {
            FleetView fleet = FleetChoice.Score(_replicas, Of(text, 1_000), new Draw(0, 1), new double[4]);
            ReplicaCall call = fleet.Favourite!.Enter(Of(text, 1_000), fleet, isStream: true);
            _time.Advance(TimeSpan.FromMilliseconds(100));
            call.FirstToken();
            call.Answered(TimeSpan.FromSeconds(1), new Usage { InputText = 0, CacheRead = 1_000 });
            call.Leave();
        }

        Assert.All(Enumerable.Range(100, 50), text => Assert.Equal(Best(_replicas, Of(text, 1_000), draw: 1), Best(_replicas, Of(text, 1_000), draw: 2)));
        Assert.Equal(
            Enumerable.Range(100, 50).Select(text => Array.IndexOf(_replicas, FleetChoice.Score(_replicas, Of(text, 1_000), default, new double[4]).Favourite)),
            Enumerable.Range(100, 50).Select(text => Best(_replicas, Of(text, 1_000), draw: 3)));
    }

    [Fact]
    public void The_favourite_is_the_same_in_every_gateway_and_not_the_same_for_every_prompt()
    {
        Replica[] other = Gateway();
        int[] here = [.. Enumerable.Range(0, 50).Select(text => Favourite(_replicas, Of(text, 1_000)))];

        Assert.Equal(here, Enumerable.Range(0, 50).Select(text => Favourite(other, Of(text, 1_000))));
        Assert.Equal([0, 1, 2, 3], here.Distinct().Order());
    }

    [Fact]
    public void Gateways_that_know_a_conversation_to_different_turns_have_the_same_favourite_for_it()
    {
        Replica[] other = Gateway();
        for (int text = 0; text < 20; text++)
        {
            Send(_replicas, to: 1, Of(text, 1_000));
            Send(_replicas, to: 1, Of(text, 2_000));
            Send(other, to: 3, Of(text, 3_000));
        }

        int[] here = [.. Enumerable.Range(0, 20).Select(text => Favourite(_replicas, Of(text, 4_000)))];
        Assert.Equal(here, Enumerable.Range(0, 20).Select(text => Favourite(other, Of(text, 4_000))));
        Assert.Equal(here, Enumerable.Range(0, 20).Select(text => Favourite(Gateway(), Of(text, 4_000))));
        Assert.True(here.Distinct().Count() > 1);
    }

    [Fact]
    public void What_others_send_is_sought_at_the_favourite_until_it_turns_out_not_to_be_there()
    {
        Hear(prompts: 0);
        Hear(prompts: 100_000); // and nothing of it was sent by this gateway
        Assert.Equal(1, FleetView.Of(_replicas).Favour, 0.001);
        Assert.Equal(0, FleetView.Of(_replicas).FoundShare);

        FleetView fleet = FleetChoice.Score(_replicas, Of(7, 1_000_000), default, new double[4]);
        ReplicaCall call = fleet.Favourite!.Enter(Of(7, 1_000_000), fleet, isStream: true);
        call.Answered(TimeSpan.FromSeconds(1), new Usage { InputText = 1_000_000, CacheRead = 0 });

        Assert.InRange(FleetView.Of(_replicas).Favour, 0, 0.05);
    }

    [Fact]
    public void Who_sends_alone_seeks_nothing_where_it_sent_nothing()
    {
        Hear(prompts: 0);
        Send(_replicas, to: 0, Of(7, 100_000));
        _replicas[0].Heard(new ReplicaMetrics(0, 0, null, 100_000));

        Assert.Equal(0, FleetView.Of(_replicas).Favour);
    }

    [Theory]
    [InlineData(0, 1_000, 0)]
    [InlineData(500, 500, 0.5)]
    [InlineData(1_500, 500, 0.75)] // the server's tokens are smaller: of 2,000 it had 1,500
    public void What_a_favourite_had_is_a_share_of_the_servers_own_count(long had, long lacked, double share)
    {
        FleetView fleet = FleetChoice.Score(_replicas, Of(7, 1_000), default, new double[4]);
        ReplicaCall call = fleet.Favourite!.Enter(Of(7, 1_000), fleet, isStream: true);
        call.Answered(TimeSpan.FromSeconds(1), new Usage { InputText = lacked, CacheRead = had });

        Assert.Equal(share, FleetView.Of(_replicas).FoundShare, 0.001);
    }

    [Fact]
    public void Where_nobody_can_be_called_nobody_is_a_favourite() => Assert.Null(FleetChoice.Score([], Of(7, 1_000), default, []).Favourite);

    [Fact]
    public void Choosing_allocates_nothing()
    {
        Prompt prompt = Of(7, 10_000);
        double[] scores = new double[4];
        FleetChoice.Score(_replicas, prompt, default, scores);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            FleetChoice.Score(_replicas, prompt, new Draw(0, (ulong)i), scores);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Send(Replica[] replicas, int to, Prompt prompt)
    {
        FleetView fleet = FleetChoice.Score(replicas, prompt, default, new double[replicas.Length]);
        replicas[to].Enter(prompt, fleet, isStream: true).Leave();
    }

    private void Hear(double prompts)
    {
        foreach (Replica replica in _replicas)
        {
            replica.Heard(new ReplicaMetrics(0, 0, null, prompts));
        }
    }

    private static int Favourite(Replica[] replicas, Prompt prompt) =>
        Array.IndexOf(replicas, FleetChoice.Score(replicas, prompt, default, new double[replicas.Length]).Favourite);

    private static int Best(Replica[] replicas, Prompt prompt, int draw)
    {
        double[] scores = new double[replicas.Length];
        FleetChoice.Score(replicas, prompt, new Draw(0, Draw.Mix((ulong)draw)), scores);
        return Array.IndexOf(scores, scores.Min());
    }

    private Replica[] Gateway()
    {
        Replica[] replicas = [.. Enumerable.Range(0, 4).Select(number => new Replica(Draw.Mix((ulong)number), _time))];
        foreach (Replica replica in replicas)
        {
            replica.Heard(default);
        }

        return replicas;
    }

    private static Prompt Of(int text, long tokens) =>
        new([.. Enumerable.Range(0, (int)tokens / 100).Select(block => Draw.Mix(((ulong)text << 32) + (ulong)block))], tokens, 100);
}
