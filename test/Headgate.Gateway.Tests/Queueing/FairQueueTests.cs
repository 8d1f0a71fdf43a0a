using Headgate.Gateway.Queueing;
using Headgate.Llm.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Queueing;

public sealed class FairQueueTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider _time = new();
    private readonly FairQueue _queue;
    private QueueLimits _limits = new(Places: 1, Length: 100, Wait: TimeSpan.FromSeconds(10));

    public FairQueueTests() => _queue = new FairQueue(_time);

    [Fact]
    public void Lets_out_as_many_as_there_are_places()
    {
        _limits = _limits with { Places = 3 };
        Task<Place?>[] calls = [.. Enumerable.Range(0, 5).Select(_ => Enter("a"))];

        Assert.Equal([true, true, true, false, false], calls.Select(call => call.IsCompleted));
        Assert.Equal((3, 2), (_queue.Taken, _queue.Waiting));
    }

    [Fact]
    public async Task A_place_that_is_given_back_lets_the_next_one_out()
    {
        Place first = (await Enter("a"))!;
        Task<Place?> second = Enter("a");
        Task<Place?> third = Enter("a");
        first.Dispose();

        Assert.NotNull(await second);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task A_place_is_given_back_once()
    {
        Place first = (await Enter("a"))!;
        Task<Place?> second = Enter("a");
        Task<Place?> third = Enter("a");
        first.Dispose();
        first.Dispose();

        Assert.NotNull(await second);
        Assert.False(third.IsCompleted);
        Assert.Equal((1, 1), (_queue.Taken, _queue.Waiting));
    }

    [Fact]
    public async Task Who_sends_little_does_not_wait_for_all_of_who_sends_much()
    {
        List<string> order = await OrderOf([.. Enumerable.Repeat("much", 6), "little", "little"]);

        Assert.Equal(["much", "little", "much", "little", "much"], order[..5]);
    }

    [Fact]
    public async Task Turns_are_by_tokens_and_not_by_calls()
    {
        Place place = (await Enter("other"))!;
        var order = new List<string>();
        List<Task> all = [];
        for (int i = 0; i < 12; i++)
        {
            all.Add(Follow("large", 3_000, order));
            all.Add(Follow("small", 1_000, order));
        }

        place.Dispose();
        await Task.WhenAll(all);

        Assert.InRange(order[..16].Count(key => key == "small"), 11, 13);
    }

    [Fact]
    public async Task Long_answers_count_too()
    {
        Place place = (await Enter("long", 10))!;
        var order = new List<string>();
        Task[] all = [Follow("long", 10, order), Follow("short", 100, order), Follow("short", 100, order)];
        place.Used(new Usage { OutputText = 500 });
        place.Dispose();
        await Task.WhenAll(all);

        Assert.Equal(["short", "short", "long"], order);
    }

    [Fact]
    public async Task Who_was_away_comes_back_with_no_credit()
    {
        for (int i = 0; i < 100; i++)
        {
            (await Enter("busy", 1_000))!.Dispose();
        }

        List<string> order = await OrderOf(["busy", "new", "busy", "new", "busy"]);

        Assert.Equal(2, order[..4].Count(key => key == "busy"));
    }

    [Fact]
    public async Task Gives_up_when_the_longest_wait_is_over()
    {
        Place place = (await Enter("a"))!;
        Task<Place?> waiting = Enter("a");
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Null(await waiting);
        Assert.Equal(0, _queue.Waiting);
        place.Dispose();
        Assert.Equal(0, _queue.Taken);
    }

    [Fact]
    public async Task Waits_no_longer_than_the_request_has_left()
    {
        await Enter("a");
        Task<Place?> waiting = Enter("a", left: TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await waiting);
    }

    [Fact]
    public async Task Who_would_not_be_let_out_in_time_does_not_wait_at_all()
    {
        Place first = (await Enter("a"))!;
        _time.Advance(TimeSpan.FromSeconds(4)); // so long does a call take
        first.Dispose();
        await Enter("a");
        Task<Place?>[] calls = [Enter("a"), Enter("a"), Enter("a")]; // after 4, 8 and 12 s

        Assert.Equal([false, false, true], calls.Select(call => call.IsCompleted));
        Assert.Null(await calls[2]);
    }

    [Fact]
    public async Task A_full_queue_takes_nobody()
    {
        _limits = _limits with { Length = 2 };
        await Enter("a");
        _ = Enter("a");
        _ = Enter("a");

        Assert.Null(await Enter("a"));
    }

    [Fact]
    public async Task One_who_fills_the_queue_does_not_keep_others_out()
    {
        _limits = _limits with { Length = 3 };
        await Enter("much");
        Task<Place?>[] filling = [Enter("much"), Enter("much"), Enter("much")];
        Task<Place?> little = Enter("little");

        Assert.False(little.IsCompleted);
        Assert.Null(await filling[2]);
        Assert.Equal([false, false, true], filling.Select(call => call.IsCompleted));
    }

    [Fact]
    public async Task Who_leaves_while_waiting_takes_no_place()
    {
        using var departed = new CancellationTokenSource();
        Place first = (await Enter("a"))!;
        ValueTask<Place?> leaving = _queue.EnterAsync("a", 1, _limits, Hour, departed.Token);
        Task<Place?> staying = Enter("a");
        await departed.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving.AsTask());
        first.Dispose();

        Assert.NotNull(await staying);
        Assert.Equal((1, 0), (_queue.Taken, _queue.Waiting));
    }

    [Fact]
    public async Task More_places_let_out_more_at_the_next_call()
    {
        await Enter("a");
        Task<Place?> waiting = Enter("a");
        _limits = _limits with { Places = 3 };
        Task<Place?> next = Enter("a");

        Assert.NotNull(await waiting);
        Assert.NotNull(await next);
    }

    [Fact]
    public async Task Never_lets_out_more_than_there_are_places_whoever_comes_and_goes()
    {
        var random = new Random(7);
        _limits = _limits with { Places = 5, Length = 20 };
        int under = 0;
        List<Task> all = [];
        for (int i = 0; i < 2_000; i++)
        {
            all.Add(ServeAsync($"{random.Next(10)}", TimeSpan.FromMilliseconds(random.Next(1, 50)), random.Next(5) == 0));
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(5)));
            await Task.Yield();
        }

        for (int i = 0; i < 10_000 && !all.TrueForAll(task => task.IsCompleted); i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        await Task.WhenAll(all);
        Assert.Equal((0, 0), (_queue.Taken, _queue.Waiting));

        async Task ServeAsync(string key, TimeSpan time, bool leaves)
        {
            using var departed = new CancellationTokenSource();
            ValueTask<Place?> entering = _queue.EnterAsync(key, 10, _limits, Hour, departed.Token);
            if (leaves)
            {
                await departed.CancelAsync();
            }

            try
            {
                using Place? place = await entering;
                if (place is not null)
                {
                    Assert.InRange(Interlocked.Increment(ref under), 1, 5);
                    await Task.Delay(time, _time);
                    Interlocked.Decrement(ref under);
                }
            }
            catch (OperationCanceledException)
            {
                // left while waiting
            }
        }
    }

    private async Task<List<string>> OrderOf(string[] keys)
    {
        Place place = (await Enter("first"))!;
        var order = new List<string>();
        Task[] all = [.. keys.Select(key => Follow(key, 100, order))];
        place.Dispose();
        await Task.WhenAll(all);
        return order;
    }

    private async Task Follow(string key, long tokens, List<string> order)
    {
        using Place? place = await Enter(key, tokens);
        order.Add(key); // one place: one at a time
    }

    private Task<Place?> Enter(string key, long tokens = 100, TimeSpan? left = null) =>
        _queue.EnterAsync(key, tokens, _limits, left ?? Hour, CancellationToken.None).AsTask();
}
