using System.Collections.Immutable;
using Headgate.Gateway.Stores;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>What every outbox keeps to. One process has it open: the gateway that sends.</summary>
public abstract class OutboxContract : StoreContract<IOutbox>
{
    [Fact]
    public async Task What_it_has_taken_outlives_a_crash_and_a_restart_word_for_word()
    {
        OutboxEvent one = Event("budget:tëam/🦜:2026-11", 1) with { Body = "{ \"name\" : \"ünï\\n快\" }", Tries = 2 };
        OutboxEvent large = Event("b", 2) with { Body = new string('ü', 500_000), Due = Noon.AddTicks(10) };
        IOutbox outbox = await OpenAsync();
        Assert.True(await outbox.AddAsync(one, Cancellation));
        Assert.True(await outbox.AddAsync(large, Cancellation));

        outbox = await CrashAsync(outbox);
        Assert.Equal([one, large], await outbox.NextAsync(10, Cancellation));
        outbox = await RestartAsync(outbox);
        Assert.Equal([one, large], await outbox.NextAsync(10, Cancellation));
    }

    [Fact]
    public async Task A_key_is_taken_once_also_after_its_event_has_ended_and_a_crash()
    {
        IOutbox outbox = await OpenAsync();
        Assert.True(await outbox.AddAsync(Event("a", 1), Cancellation));
        Assert.False(await outbox.AddAsync(Event("a", 2) with { Body = "[]" }, Cancellation));
        Assert.True(await outbox.AddAsync(Event("A", 3), Cancellation)); // another letter, another key
        await outbox.EndAsync("evt_3", Cancellation);
        Assert.Equal([Event("a", 1)], await outbox.NextAsync(10, Cancellation));
        await outbox.EndAsync("evt_1", Cancellation);

        outbox = await CrashAsync(outbox);
        Assert.Empty(await outbox.NextAsync(10, Cancellation));
        Assert.False(await outbox.AddAsync(Event("a", 4), Cancellation));
        outbox = await RestartAsync(outbox);
        Assert.False(await outbox.AddAsync(Event("a", 5), Cancellation));
        Assert.Empty(await outbox.NextAsync(10, Cancellation));
    }

    [Fact]
    public async Task A_key_is_forgotten_when_its_time_is_over_and_its_event_has_ended_and_not_before()
    {
        IOutbox outbox = await OpenAsync();
        await outbox.AddAsync(Event("ended", 1), Cancellation);
        await outbox.AddAsync(Event("waits", 2), Cancellation);
        await outbox.AddAsync(Event("for good", 3) with { KnownUntil = DateTimeOffset.MaxValue }, Cancellation);
        await outbox.EndAsync("evt_1", Cancellation);
        await outbox.EndAsync("evt_3", Cancellation);

        Time.SetUtcNow(Noon.AddDays(2).AddSeconds(-1));
        Assert.False(await outbox.AddAsync(Event("ended", 4), Cancellation));
        Time.SetUtcNow(Noon.AddDays(2).AddSeconds(1));
        Assert.True(await outbox.AddAsync(Event("ended", 5), Cancellation));
        Time.SetUtcNow(Noon.AddYears(50));
        Assert.False(await outbox.AddAsync(Event("waits", 6), Cancellation));
        Assert.False(await outbox.AddAsync(Event("for good", 7), Cancellation));
        Assert.Contains(Event("waits", 2), await outbox.NextAsync(10, Cancellation));
    }

    [Fact]
    public async Task The_one_that_is_due_first_comes_first_whenever_it_was_taken_and_no_more_than_were_asked_for()
    {
        IOutbox outbox = await OpenAsync();
        foreach (int number in (int[])[3, 1, 5, 2, 4])
            await outbox.AddAsync(Event($"{number}", number) with { Due = Noon.AddMinutes(number) }, Cancellation);

        Assert.Equal((int[])[1, 2, 3, 4, 5], await NumbersAsync(outbox, 10));
        Assert.Equal((int[])[1, 2], await NumbersAsync(outbox, 2));
        await outbox.PostponeAsync("evt_1", 1, Noon.AddMinutes(4).AddSeconds(1), Cancellation);
        await outbox.EndAsync("evt_3", Cancellation);
        Assert.Equal((int[])[2, 4, 1], await NumbersAsync(outbox, 3));

        outbox = await CrashAsync(outbox);
        Assert.Equal((int[])[2, 4, 1, 5], await NumbersAsync(outbox, 10));
        OutboxEvent putOff = (await outbox.NextAsync(3, Cancellation))[2];
        Assert.Equal(Event("1", 1) with { Due = Noon.AddMinutes(4).AddSeconds(1), Tries = 1 }, putOff);
    }

    [Fact]
    public async Task What_has_ended_stays_ended_and_what_is_unknown_is_no_fault()
    {
        IOutbox outbox = await OpenAsync();
        await outbox.AddAsync(Event("a", 1), Cancellation);
        await outbox.AddAsync(Event("b", 2), Cancellation);
        await outbox.EndAsync("evt_1", Cancellation);

        await outbox.EndAsync("evt_1", Cancellation);
        await outbox.PostponeAsync("evt_1", 7, Noon, Cancellation);
        await outbox.EndAsync("evt_9", Cancellation);
        await outbox.PostponeAsync("evt_9", 7, Noon, Cancellation);

        Assert.Equal([Event("b", 2)], await outbox.NextAsync(10, Cancellation));
        Assert.False(await outbox.AddAsync(Event("a", 3), Cancellation));
    }

    [Fact]
    public async Task Of_many_with_one_key_one_is_taken_and_of_many_keys_all_are()
    {
        IOutbox outbox = await OpenAsync();
        bool[] done = await AllAsync(Enumerable.Range(0, 96).Select<int, Func<Task<bool>>>(
            i => () => outbox.AddAsync(Event($"key {i % 32}", i), Cancellation).AsTask()));

        ImmutableArray<OutboxEvent> taken = await outbox.NextAsync(100, Cancellation);
        Assert.Equal(32, done.Count(each => each));
        Assert.Equal(Enumerable.Range(0, 32).Select(i => $"key {i}").Order(), taken.Select(each => each.Key).Order());
        Assert.All(taken, each => Assert.True(done[int.Parse(each.Id.AsSpan("evt_".Length), null)]));

        await AllAsync(taken.Select<OutboxEvent, Func<Task<bool>>>((each, i) => async () =>
        {
            await (i % 2 == 0 ? outbox.EndAsync(each.Id, Cancellation) : outbox.PostponeAsync(each.Id, i, Noon, Cancellation));
            return true;
        }));
        Assert.Equal(
            taken.Where((_, i) => i % 2 == 1).Select(each => each.Id).Order(),
            (await outbox.NextAsync(100, Cancellation)).Select(each => each.Id).Order());
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_changes_nothing()
    {
        IOutbox outbox = await OpenAsync();
        await IsCancelledAsync(async () => await outbox.AddAsync(Event("a", 1), Cancelled));
        Assert.Empty(await outbox.NextAsync(10, Cancellation));

        await outbox.AddAsync(Event("a", 2), Cancellation);
        await IsCancelledAsync(async () => await outbox.PostponeAsync("evt_2", 1, Noon.AddDays(1), Cancelled));
        await IsCancelledAsync(async () => await outbox.EndAsync("evt_2", Cancelled));
        await IsCancelledAsync(async () => await outbox.NextAsync(10, Cancelled));
        Assert.Equal([Event("a", 2)], await outbox.NextAsync(10, Cancellation));
    }

    private static async Task<int[]> NumbersAsync(IOutbox outbox, int most) =>
        [.. (await outbox.NextAsync(most, Cancellation)).Select(each => int.Parse(each.Id.AsSpan("evt_".Length), null))];

    private static OutboxEvent Event(string key, int number) =>
        new() { Key = key, Id = $"evt_{number}", Body = "{}", Due = Noon, KnownUntil = Noon.AddDays(2) };
}
