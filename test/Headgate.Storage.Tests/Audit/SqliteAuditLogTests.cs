using Headgate.Gateway.Stores;
using Headgate.Storage.Audit;
using Headgate.Storage.Tests.Contracts;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Tests.Audit;

public sealed class SqliteAuditLogTests : AuditLogContract, IAsyncDisposable
{
    private readonly StoreFolder<IAuditLog> _folder;

    public SqliteAuditLogTests() =>
        _folder = new(path => Assert.IsType<Opening<SqliteAuditLog>.Opened>(SqliteAuditLog.Open(path, Time)).Value);

    private string Path => System.IO.Path.Combine(_folder.Path, "audit.db");

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData("UPDATE audit SET actor = 'nobody'")]
    [InlineData("DELETE FROM audit")]
    [InlineData("INSERT OR REPLACE INTO audit (number, time_us, hash) VALUES (1, 0, x'00')")]
    public async Task Nothing_in_it_is_changed_or_removed(string sql)
    {
        IAuditLog log = await OpenAsync();
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
        await (await OpenAsync()).WriteAsync(Act("ann", "issue_key"), new AuditResult("done"), default);
        Assert.Null(Verify(head).Fault);

        Execute("DROP TRIGGER audit_is_kept; DELETE FROM audit WHERE number >= 3");

        Assert.Null(Verify().Fault);
        Assert.Equal("the head that was noted is not in it", Verify(head).Fault);
    }

    [Fact]
    public async Task Two_processes_write_one_chain()
    {
        IAuditLog one = await OpenAsync(), other = await OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            (i % 2 == 0 ? one : other).WriteAsync(Act($"a{i}", "issue_key"), new AuditResult("done"), default).AsTask()));

        Assert.Equal((40, null), (Verify().Rows, Verify().Fault));
        Assert.Equal(40, (await one.ListAsync(new AuditQuery(), default)).Select(entry => entry.Act.Actor).Distinct().Count());
    }

    private async Task FillAsync()
    {
        IAuditLog log = await OpenAsync();
        for (int i = 0; i < 3; i++)
            await log.WriteAsync(Act($"actor{i}", "issue_key"), new AuditResult("done", null, "{}"), default);
    }

    protected override ValueTask<IAuditLog> OpenAsync() => new(_folder.Open());

    protected override ValueTask CloseAsync(IAuditLog store) => _folder.CloseAsync(store);

    protected override ValueTask<IAuditLog> CrashAsync(IAuditLog store) => new(_folder.Kill());

    private AuditVerdict Verify(string? head = null) =>
        Assert.IsType<Opening<AuditVerdict>.Opened>(SqliteAuditLog.Verify(_folder.Path, head)).Value;

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
