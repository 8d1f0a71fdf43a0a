using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Route.Strategies;

public sealed class LatencyStrategyTests
{
    private static readonly TimeSpan Base = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Slower = TimeSpan.FromMilliseconds(50);

    private readonly RouteRig _rig = new();
    private readonly ModelAlias _alias = RouteRig.Alias(Strategy.Latency, "abcd");
    private readonly PriorityQueue<Action, TimeSpan> _replies = new();
    private TimeSpan _now;

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(150)]
    [InlineData(400)]
    [InlineData(1000)]
    public void Avoids_the_slower_of_four_and_finds_it_again_when_it_has_recovered(int everyMilliseconds)
    {
        TimeSpan every = TimeSpan.FromMilliseconds(everyMilliseconds);
        string slow = Send(200, every, name => name == 'c' ? Base + Slower : Base);
        Assert.InRange(Share(slow, 'c'), 0, 0.1499);

        Send((int)(TimeSpan.FromSeconds(10) / every), every, _ => Base);
        string recovered = Send(400, every, _ => Base);
        Assert.InRange(Share(recovered, 'c'), 0.15, 0.35);
    }

    [Fact]
    public void Finds_one_again_that_was_a_hundred_times_slower()
    {
        TimeSpan every = TimeSpan.FromMilliseconds(100);
        Assert.InRange(Share(Send(300, every, name => name == 'c' ? Base * 100 : Base), 'c'), 0, 0.05);

        Wait(TimeSpan.FromSeconds(10)); // what is under way comes late
        Send(100, every, _ => Base);
        Assert.InRange(Share(Send(400, every, _ => Base), 'c'), 0.15, 0.35);
    }

    [Fact]
    public void Notices_within_a_few_calls_that_one_has_become_slow()
    {
        TimeSpan every = TimeSpan.FromMilliseconds(50);
        Send(200, every, _ => Base);

        Assert.InRange(Share(Send(200, every, name => name == 'a' ? Base * 5 : Base), 'a'), 0, 0.1);
    }

    [Fact]
    public void A_wait_that_was_given_up_before_the_first_token_counts_as_far_as_it_went()
    {
        Send(200, TimeSpan.FromMilliseconds(50), _ => Base);
        TargetCall call = _rig.Enter(_rig.Find(_alias, 'a'));
        call.GivenUp(Base * 20);
        call.Leave();

        Assert.DoesNotContain('a', Send(40, TimeSpan.FromMilliseconds(20), _ => Base));
    }

    [Fact]
    public void What_the_cache_had_of_late_is_taken_off_while_a_stream_does_not_tell()
    {
        Usage cached = new() { InputText = 0, CacheRead = 100, OutputText = 1 };
        TargetHealth health = _rig.Book.Of(_rig.Find(_alias, 'a'));
        for (int i = 0; i < 60; i++)
        {
            health.Used(cached);
        }

        TargetCall call = health.TryEnter(_rig.Find(_alias, 'a'), isStream: true, inputTokens: 9_000)!;
        call.FirstContent(Base, usage: null);
        call.Leave();

        Assert.InRange(health.Pace.Expected(isStream: true, 0)!.Value, 0.09, 0.1);
    }

    [Fact]
    public void Spreads_what_is_equally_fast()
    {
        string picks = Send(2000, TimeSpan.FromMilliseconds(20), _ => Base);

        Assert.All("abcd", name => Assert.InRange(Share(picks, name), 0.2, 0.3));
    }

    [Fact]
    public void Divides_by_the_size_of_the_input()
    {
        // The same speed, met with inputs of different length.
        Measure('a', inputTokens: 100, 0.11);
        Measure('b', inputTokens: 9_000, 1.0);
        Measure('c', inputTokens: 100, 0.5);
        Measure('d', inputTokens: 100, 0.5);

        string picks = string.Concat(Enumerable.Range(1, 7).SelectMany(_ => Enumerable.Range(0, 50).Select(_ => _rig.Names(_alias)[0])));
        Assert.InRange(Share(picks, 'b'), 0.3, 0.6);
    }

    [Fact]
    public void Counts_the_time_between_tokens()
    {
        foreach (char name in "abcd")
        {
            TargetCall call = _rig.Enter(_rig.Find(_alias, name));
            call.FirstContent(Base, null);
            call.Streamed(TimeSpan.FromSeconds(name == 'b' ? 10 : 1), new() { OutputText = 101 });
            call.Leave();
        }

        Assert.InRange(Share(string.Concat(Enumerable.Range(0, 200).Select(_ => _rig.Names(_alias)[0])), 'b'), 0, 0.02);
    }

    /// <summary>The keys of a provider take turns. None of them may have its turns only when nothing is measured again.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void Measures_each_key_again(int keys)
    {
        string[] secrets = [.. Enumerable.Range(0, keys).Select(key => $"sk-{key:00}-0123456789")];
        ModelAlias alias = RouteRig.Alias(
            Strategy.Latency,
            (new AliasTarget.Model(PipelineRig.Vendor("e", "https://e.test/v1", "openai-compatible", [WireProtocol.OpenAIChat], secrets), "m", 1), 0),
            (_alias.Targets[0], 0));
        for (int i = 0; i < 500; i++)
        {
            TargetCall call = _rig.Call(alias);
            call.FirstContent(call.Target.Provider.Name == "e" ? Base * 5 : Base, null);
            call.Leave();
        }

        _rig.Time.Advance(TimeSpan.FromMinutes(5)); // all are old
        var called = new HashSet<string>();
        for (int i = 0; i < 3000; i++)
        {
            TargetCall call = _rig.Call(alias);
            called.Add(call.Target.Credential.Id);
            call.FirstContent(call.Target.Provider.Name == "e" ? Base * 5 : Base, null);
            call.Leave();
        }

        Assert.Equal(keys + 1, called.Count);
    }

    [Fact]
    public void Sends_a_probe_to_what_was_sick()
    {
        Send(20, TimeSpan.FromMilliseconds(100), _ => Base);
        Target sick = _rig.Find(_alias, 'd');
        _rig.Sicken(sick);
        Assert.Equal(3, _rig.Names(_alias).Length);

        _rig.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal('d', _rig.Names(_alias)[0]);
    }

    [Fact]
    public void Lets_the_faster_follow_before_the_slower()
    {
        foreach ((char name, double seconds) in new[] { ('a', 0.4), ('b', 0.1), ('c', 0.3), ('d', 0.2) })
        {
            Measure(name, 100, seconds);
        }

        for (int i = 0; i < 50; i++)
        {
            string order = _rig.Names(_alias);
            Assert.Equal(string.Concat(order[1..].OrderBy(name => "bdca".IndexOf(name))), order[1..]);
        }
    }

    private void Measure(char name, long inputTokens, double seconds)
    {
        Target target = _rig.Find(_alias, name);
        TargetCall call = _rig.Book.Of(target).TryEnter(target, isStream: true, inputTokens)!;
        call.FirstContent(TimeSpan.FromSeconds(seconds), null);
        call.Leave();
    }

    /// <summary>Sends requests at an even pace; gives the names of those that were called.</summary>
    private string Send(int requests, TimeSpan every, Func<char, TimeSpan> firstToken) => string.Concat(Enumerable.Range(0, requests).Select(_ =>
    {
        Wait(every);
        TargetCall call = _rig.Call(_alias);
        char name = call.Target.Provider.Name[0];
        TimeSpan after = firstToken(name);
        _replies.Enqueue(() => Answer(call, after), _now + after);
        return name;
    }));

    private static void Answer(TargetCall call, TimeSpan after)
    {
        call.FirstContent(after, null);
        call.Leave();
    }

    private void Wait(TimeSpan span)
    {
        TimeSpan until = _now + span;
        while (_replies.TryPeek(out _, out TimeSpan due) && due <= until)
        {
            Advance(due);
            _replies.Dequeue()();
        }

        Advance(until);
    }

    private void Advance(TimeSpan to)
    {
        _rig.Time.Advance(to - _now);
        _now = to;
    }

    private static double Share(string picks, char name) => picks.Count(pick => pick == name) / (double)picks.Length;
}
