using Headgate.Gateway.Stores;
using Headgate.Storage.Outbox;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Storage.Tests.Outbox;

public sealed class SqliteOutboxTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("headgate-outbox-").FullName;
    private readonly FakeTimeProvider _time = new(Noon);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_key_is_taken_once_also_after_its_event_has_ended_and_the_file_was_closed()
    {
        using (SqliteOutbox outbox = Open())
        {
            Assert.True(await outbox.AddAsync(Event("a", 1), default));
            Assert.False(await outbox.AddAsync(Event("a", 2), default));
            Assert.Equal(Event("a", 1), Assert.Single(await outbox.NextAsync(10, default)));
            await outbox.EndAsync("evt_1", default);
        }

        using SqliteOutbox again = Open();
        Assert.Empty(await again.NextAsync(10, default));
        Assert.False(await again.AddAsync(Event("a", 3), default));
        _time.SetUtcNow(Noon.AddDays(3));
        Assert.True(await again.AddAsync(Event("a", 4), default));
    }

    [Fact]
    public async Task What_is_put_off_stands_behind_what_is_due_before_and_is_never_forgotten_unsent()
    {
        using SqliteOutbox outbox = Open();
        await outbox.AddAsync(Event("a", 1), default);
        await outbox.AddAsync(Event("b", 2), default);

        await outbox.PostponeAsync("evt_1", 3, Noon.AddDays(5), default);
        _time.SetUtcNow(Noon.AddDays(4));
        await outbox.AddAsync(Event("c", 3), default);

        Assert.Equal(["evt_2", "evt_3", "evt_1"], (await outbox.NextAsync(10, default)).OrderBy(kept => kept.Due).ThenBy(kept => kept.Id).Select(kept => kept.Id));
        OutboxEvent putOff = (await outbox.NextAsync(10, default))[^1];
        Assert.Equal((3, Noon.AddDays(5)), (putOff.Tries, putOff.Due));
    }

    private SqliteOutbox Open() => Assert.IsType<Opening<SqliteOutbox>.Opened>(SqliteOutbox.Open(_folder, _time)).Value;

    private static OutboxEvent Event(string key, int number) =>
        new() { Key = key, Id = $"evt_{number}", Body = "{}", Due = Noon, KnownUntil = Noon.AddDays(2) };
}
