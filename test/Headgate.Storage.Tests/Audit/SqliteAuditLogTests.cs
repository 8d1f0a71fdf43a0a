using System.Collections.Immutable;
using Headgate.Gateway.Stores;
using Headgate.Storage.Audit;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Tests.Audit;

public sealed class SqliteAuditLogTests : IAsyncLifetime
{
    private readonly DataFolderFixture _data = new();

    private string Path => System.IO.Path.Combine(_data.Folder, "audit.db");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _data.DisposeAsync();

    [Fact]
    public async Task An_act_comes_back_with_what_it_came_to()
    {
        using SqliteAuditLog log = Open();
        long issued = await log.BeginAsync(Act("ann", "issue_key"), default);
        _data.Time.Advance(TimeSpan.FromSeconds(2));
        long revoked = await log.BeginAsync(Act("ben", "revoke_key"), default);
        await log.EndAsync(issued, new AuditResult("done", null, """{"name":"web"}"""), default);
        await log.WriteAsync(Act("unknown", "log_in"), new AuditResult("invalid_token"), default);

        ImmutableArray<AuditEntry> all = await log.ListAsync(new AuditQuery(), default);

        Assert.Equal(["log_in", "revoke_key", "issue_key"], all.Select(entry => entry.Act.Operation));
        Assert.Equal(new AuditEntry(issued, new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), Act("ann", "issue_key"),
            new AuditResult("done", null, """{"name":"web"}""")), all[2]);
        Assert.Null(all[1].Result);
        Assert.Equal(revoked, all[1].Number);
    }

    [Fact]
    public async Task It_is_asked_by_actor_operation_time_and_place()
    {
        using SqliteAuditLog log = Open();
        DateTimeOffset start = _data.Time.GetUtcNow();
        foreach (string actor in (string[])["ann", "ben", "ann"])
        {
            await log.WriteAsync(Act(actor, $"by_{actor}"), new AuditResult("done"), default);
            _data.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([3, 1], await Numbers(new AuditQuery { Actor = "ann" }));
        Assert.Equal([2], await Numbers(new AuditQuery { Operation = "by_ben" }));
        Assert.Equal([2], await Numbers(new AuditQuery { Since = start.AddMinutes(1), Until = start.AddMinutes(2) }));
        Assert.Equal([2, 1], await Numbers(new AuditQuery { Below = 3 }));
        Assert.Equal([3], await Numbers(new AuditQuery { Limit = 1 }));

        async Task<IEnumerable<long>> Numbers(AuditQuery query) => (await log.ListAsync(query, default)).Select(entry => entry.Number);
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'nobody'")]
    [InlineData("DELETE FROM audit")]
    [InlineData("INSERT OR REPLACE INTO audit (number, time_us, hash) VALUES (1, 0, x'00')")]
    public async Task Nothing_in_it_is_changed_or_removed(string sql)
    {
        using SqliteAuditLog log = Open();
        await log.WriteAsync(Act("ann", "issue_key"), new AuditResult("done"), default);

        SqliteException refused = Assert.Throws<SqliteException>(() => Execute(sql));

        Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        Assert.Null(Verify().Fault);
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'nobody' WHERE number = 2", 1, "row 2 is not")]
    [InlineData("UPDATE audit SET actor = NULL WHERE number = 1", 0, "row 1 is not")]
    [InlineData("DELETE FROM audit WHERE number = 2", 1, "row 2 is missing")]
    [InlineData("DELETE FROM audit WHERE number = 1", 0, "row 1 is missing")]
    [InlineData("UPDATE audit SET time_us = time_us + 1 WHERE number = 3", 2, "row 3 is not")]
    public async Task Who_takes_the_triggers_away_and_changes_it_is_found_out(string sql, int good, string fault)
    {
        await FillAsync();
        Execute("DROP TRIGGER audit_stays; DROP TRIGGER audit_is_kept; " + sql);

        AuditVerdict verdict = Verify();

        Assert.Equal(good, verdict.Rows);
        Assert.StartsWith(fault, verdict.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_is_found_out_by_a_head_that_was_noted()
    {
        await FillAsync();
        string head = Verify().Head;
        Assert.Null(Verify(head).Fault);
        using (SqliteAuditLog log = Open())
            await log.WriteAsync(Act("ann", "issue_key"), new AuditResult("done"), default);
        Assert.Null(Verify(head).Fault);

        Execute("DROP TRIGGER audit_is_kept; DELETE FROM audit WHERE number >= 3");

        Assert.Null(Verify().Fault);
        Assert.Equal("the head that was noted is not in it", Verify(head).Fault);
    }

    [Fact]
    public async Task Two_processes_write_one_chain()
    {
        using SqliteAuditLog one = Open();
        using SqliteAuditLog other = Open();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            (i % 2 == 0 ? one : other).WriteAsync(Act($"a{i}", "issue_key"), new AuditResult("done"), default).AsTask()));

        Assert.Equal((40, null), (Verify().Rows, Verify().Fault));
        Assert.Equal(40, (await one.ListAsync(new AuditQuery(), default)).Select(entry => entry.Act.Actor).Distinct().Count());
    }

    private async Task FillAsync()
    {
        using SqliteAuditLog log = Open();
        for (int i = 0; i < 3; i++)
            await log.WriteAsync(Act($"actor{i}", "issue_key"), new AuditResult("done", null, "{}"), default);
    }

    private SqliteAuditLog Open() => Assert.IsType<Opening<SqliteAuditLog>.Opened>(SqliteAuditLog.Open(_data.Folder, _data.Time)).Value;

    private AuditVerdict Verify(string? head = null) =>
        Assert.IsType<Opening<AuditVerdict>.Opened>(SqliteAuditLog.Verify(_data.Folder, head)).Value;

    private void Execute(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static AuditAct Act(string actor, string operation) => new(actor, "admin", operation, "web");
}
