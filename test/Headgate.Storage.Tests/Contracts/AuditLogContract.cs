using System.Collections.Immutable;
using Headgate.Gateway.Stores;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>What every audit log keeps to.</summary>
public abstract class AuditLogContract : StoreContract<IAuditLog>
{
    [Fact]
    public async Task An_act_comes_back_with_what_it_came_to_and_without_while_that_is_not_known()
    {
        IAuditLog log = await OpenAsync();
        long issued = await log.BeginAsync(Act("ann", "issue_key"), Cancellation);
        Time.Advance(TimeSpan.FromSeconds(2));
        long revoked = await log.BeginAsync(Act("ben", "revoke_key"), Cancellation);
        await log.EndAsync(issued, new AuditResult("done", null, """{"name":"web"}"""), Cancellation);
        await log.WriteAsync(Act("unknown", "log_in"), new AuditResult("invalid_token"), Cancellation);

        ImmutableArray<AuditEntry> all = await log.ListAsync(new AuditQuery(), Cancellation);
        Assert.Equal(["log_in", "revoke_key", "issue_key"], all.Select(entry => entry.Act.Operation));
        Assert.Equal(new AuditEntry(issued, Noon, Act("ann", "issue_key"), new AuditResult("done", null, """{"name":"web"}""")), all[2]);
        Assert.Equal((revoked, Noon.AddSeconds(2), null), (all[1].Number, all[1].Time, all[1].Result));
        Assert.Equal((1, true), (issued, issued < revoked && revoked < all[0].Number));
    }

    [Fact]
    public async Task It_outlives_a_crash_and_a_restart_word_for_word()
    {
        AuditAct act = new("änn 🦜", null, "put_provider", "");
        AuditResult result = new("done", "{ \"a\" : \"ünï\\n快\" }", new string('ü', 500_000));
        IAuditLog log = await OpenAsync();
        await log.WriteAsync(act, result, Cancellation);
        long begun = await log.BeginAsync(Act("ben", "revoke_key"), Cancellation);

        log = await CrashAsync(log);
        Assert.Equal([(Act("ben", "revoke_key"), null), (act, result)], await AllAsync(log));
        await log.EndAsync(begun, result, Cancellation);
        log = await RestartAsync(log);
        Assert.Equal([(Act("ben", "revoke_key"), result), (act, result)], await AllAsync(log));
        Assert.True(await log.BeginAsync(act, Cancellation) > begun);

        static async Task<IEnumerable<(AuditAct, AuditResult?)>> AllAsync(IAuditLog log) =>
            (await log.ListAsync(new AuditQuery(), Cancellation)).Select(entry => (entry.Act, entry.Result));
    }

    [Fact]
    public async Task It_is_asked_by_actor_operation_time_and_place()
    {
        IAuditLog log = await OpenAsync();
        foreach (string actor in (string[])["ann", "ben", "ann"])
        {
            await log.WriteAsync(Act(actor, $"by_{actor}"), new AuditResult("done"), Cancellation);
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        long[] numbers = [.. (await log.ListAsync(new AuditQuery(), Cancellation)).Select(entry => entry.Number).Reverse()];
        Assert.Equal([numbers[2], numbers[0]], await Numbers(new AuditQuery { Actor = "ann" }));
        Assert.Empty(await Numbers(new AuditQuery { Actor = "ANN" }));
        Assert.Empty(await Numbers(new AuditQuery { Actor = "' OR 1=1; --" }));
        Assert.Equal([numbers[1]], await Numbers(new AuditQuery { Operation = "by_ben" }));
        Assert.Equal([numbers[1]], await Numbers(new AuditQuery { Since = Noon.AddMinutes(1), Until = Noon.AddMinutes(2) }));
        Assert.Equal([numbers[1], numbers[0]], await Numbers(new AuditQuery { Below = numbers[2] }));
        Assert.Equal([numbers[2]], await Numbers(new AuditQuery { Limit = 1 }));
        Assert.Equal([numbers[0]], await Numbers(new AuditQuery { Actor = "ann", Below = numbers[2], Limit = 2 }));

        async Task<IEnumerable<long>> Numbers(AuditQuery query) => (await log.ListAsync(query, Cancellation)).Select(entry => entry.Number);
    }

    [Fact]
    public async Task An_act_comes_to_one_thing_once()
    {
        IAuditLog log = await OpenAsync();
        long begun = await log.BeginAsync(Act("ann", "issue_key"), Cancellation);
        await log.EndAsync(begun, new AuditResult("done"), Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(async () => await log.EndAsync(begun, new AuditResult("failed"), Cancellation));
        await Assert.ThrowsAnyAsync<Exception>(async () => await log.EndAsync(begun + 100, new AuditResult("failed"), Cancellation));
        Assert.Equal("done", Assert.Single(await log.ListAsync(new AuditQuery(), Cancellation)).Result?.Outcome);
    }

    [Fact]
    public async Task Acts_of_many_at_once_each_have_a_number_and_a_result_of_their_own()
    {
        IAuditLog log = await OpenAsync(), other = await OpenAsync();
        long[] numbers = await AllAsync(Enumerable.Range(0, 64).Select<int, Func<Task<long>>>(i => async () =>
        {
            IAuditLog mine = i % 2 == 0 ? log : other;
            long number = await mine.BeginAsync(Act($"a{i}", "issue_key"), Cancellation);
            await mine.EndAsync(number, new AuditResult($"came to {i}"), Cancellation);
            return number;
        }));

        ImmutableArray<AuditEntry> all = await log.ListAsync(new AuditQuery { Limit = 100 }, Cancellation);
        Assert.Equal(numbers.OrderDescending(), all.Select(entry => entry.Number));
        Assert.Equal(
            numbers.Index().OrderByDescending(each => each.Item).Select(each => ($"a{each.Index}", (string?)$"came to {each.Index}")),
            all.Select(entry => (entry.Act.Actor, entry.Result?.Outcome)));
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_skip_while_acts_are_added_and_come_to_something()
    {
        IAuditLog log = await OpenAsync();
        List<long> before = [];
        for (int i = 0; i < 50; i++)
            before.Add(await log.BeginAsync(Act("ann", "issue_key"), Cancellation));

        List<long> seen = [];
        long? below = before[^1] + 1;
        while (below is not null)
        {
            ImmutableArray<AuditEntry> page = await log.ListAsync(new AuditQuery { Below = below, Limit = 7 }, Cancellation);
            seen.AddRange(page.Select(entry => entry.Number));
            below = page.IsEmpty ? null : page[^1].Number;
            await log.WriteAsync(Act("ben", "revoke_key"), new AuditResult("done"), Cancellation);
            if (!page.IsEmpty)
                await log.EndAsync(page[^1].Number, new AuditResult("done"), Cancellation);
        }

        Assert.Equal(before.AsEnumerable().Reverse(), seen);
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_is_not_written()
    {
        IAuditLog log = await OpenAsync();
        long begun = await log.BeginAsync(Act("ann", "issue_key"), Cancellation);
        await IsCancelledAsync(async () => await log.BeginAsync(Act("ann", "issue_key"), Cancelled));
        await IsCancelledAsync(async () => await log.EndAsync(begun, new AuditResult("done"), Cancelled));
        await IsCancelledAsync(async () => await log.WriteAsync(Act("ann", "issue_key"), new AuditResult("done"), Cancelled));
        await IsCancelledAsync(async () => await log.ListAsync(new AuditQuery(), Cancelled));

        Assert.Null(Assert.Single(await log.ListAsync(new AuditQuery(), Cancellation)).Result);
    }

    private static AuditAct Act(string actor, string operation) => new(actor, "admin", operation, "web");
}
