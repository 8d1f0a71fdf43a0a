using Headgate.Gateway.Stores;
using Headgate.Storage.Objects;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Storage.Tests.Objects;

public sealed class SqliteOwnedObjectsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("headgate-objects-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task What_was_kept_is_there_after_a_restart()
    {
        OwnedObject file = Owned("file-1");
        using (SqliteOwnedObjects before = Open())
        {
            await before.KeepAsync([file], TestContext.Current.CancellationToken);
        }

        using SqliteOwnedObjects after = Open();
        Assert.Equal(file, await after.FindAsync("team:a", "file-1", TestContext.Current.CancellationToken));
        Assert.Null(await after.FindAsync("team:b", "file-1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_id_stays_with_the_scope_that_had_it_first()
    {
        using SqliteOwnedObjects objects = Open();
        await objects.KeepAsync([Owned("file-1")], TestContext.Current.CancellationToken);
        await objects.KeepAsync([Owned("file-1") with { Scope = "team:b", Body = "{\"stolen\":true}" }], TestContext.Current.CancellationToken);
        await objects.DeleteAsync("team:b", "file-1", TestContext.Current.CancellationToken);

        Assert.Null(await objects.FindAsync("team:b", "file-1", TestContext.Current.CancellationToken));
        Assert.Equal("{}", (await objects.FindAsync("team:a", "file-1", TestContext.Current.CancellationToken))?.Body);
    }

    [Fact]
    public async Task A_list_is_of_one_scope_and_kind_and_without_what_was_deleted()
    {
        using SqliteOwnedObjects objects = Open();
        await objects.KeepAsync(
            [
                Owned("file-1"), Owned("file-2") with { Body = "{\"purpose\":\"batch\"}" }, Owned("file-3"), Owned("file-4") with { Scope = "team:b" },
                Owned("batch-1") with { Kind = OwnedKind.Batch }, Owned("file-5") with { Body = null },
            ],
            TestContext.Current.CancellationToken);
        await objects.DeleteAsync("team:a", "file-3", TestContext.Current.CancellationToken);

        Assert.Equal(["file-2", "file-1"], await IdsAsync(objects, Files));
        Assert.Equal(["file-1", "file-2"], await IdsAsync(objects, Files with { IsAscending = true }));
        Assert.Equal(["file-1"], await IdsAsync(objects, Files with { After = "file-2" }));
        Assert.Equal(["file-2"], await IdsAsync(objects, Files with { IsAscending = true, After = "file-1" }));
        Assert.Equal(["file-2"], await IdsAsync(objects, Files with { Purpose = "batch" }));
        Assert.Equal(["file-2"], await IdsAsync(objects, Files with { Limit = 1 }));
        Assert.Empty(await IdsAsync(objects, Files with { After = "file-4" }));
    }

    [Theory]
    [InlineData(OwnedKind.Response)]
    [InlineData(OwnedKind.Upload)]
    [InlineData(OwnedKind.Part)]
    public async Task What_vendors_forget_is_forgotten(OwnedKind kind)
    {
        using (SqliteOwnedObjects objects = Open())
        {
            await objects.KeepAsync([Owned("old") with { Kind = kind }, Owned("file-1")], TestContext.Current.CancellationToken);
        }

        _time.Advance(TimeSpan.FromDays(32));
        using SqliteOwnedObjects later = Open();
        Assert.Null(await later.FindAsync("team:a", "old", TestContext.Current.CancellationToken));
        Assert.NotNull(await later.FindAsync("team:a", "file-1", TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static OwnedQuery Files => new("team:a", OwnedKind.File, 10);

    private static async Task<string[]> IdsAsync(SqliteOwnedObjects objects, OwnedQuery query) =>
        [.. (await objects.ListAsync(query, TestContext.Current.CancellationToken)).Select(owned => owned.Id)];

    private SqliteOwnedObjects Open() => Assert.IsType<Opening<SqliteOwnedObjects>.Opened>(SqliteOwnedObjects.Open(_folder, _time)).Value;

    private OwnedObject Owned(string id) => new()
    {
        Id = id,
        Kind = OwnedKind.File,
        Scope = "team:a",
        KeyId = "key_1",
        Provider = "openai",
        Credential = "openai#1",
        Endpoint = "https://api.openai.com/v1",
        Created = _time.GetUtcNow(),
        Body = "{}",
    };
}
