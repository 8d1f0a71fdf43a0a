using Headgate.Gateway.Stores;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>What every store of owned objects keeps to. A store passes by a class that derives from this and says how it is opened.</summary>
public abstract class OwnedObjectsContract
{
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens the store of the test: a new one at first, then what is there.</summary>
    protected abstract IOwnedObjects Open();

    /// <summary>Ends one that <see cref="Open"/> gave.</summary>
    protected abstract void Close(IOwnedObjects objects);

    [Fact]
    public async Task What_was_kept_is_there_after_a_restart()
    {
        OwnedObject file = Owned("file-1");
        IOwnedObjects before = Open();
        await before.KeepAsync([file], Cancellation);
        Close(before);

        IOwnedObjects after = Open();
        Assert.Equal(file, await after.FindAsync("team:a", "file-1", Cancellation));
        Assert.Null(await after.FindAsync("team:b", "file-1", Cancellation));
    }

    [Fact]
    public async Task An_id_stays_with_the_scope_that_had_it_first()
    {
        IOwnedObjects objects = Open();
        await objects.KeepAsync([Owned("file-1")], Cancellation);
        await objects.KeepAsync([Owned("file-1") with { Scope = "team:b", Body = "{\"stolen\":true}" }], Cancellation);
        await objects.DeleteAsync("team:b", "file-1", Cancellation);

        Assert.Null(await objects.FindAsync("team:b", "file-1", Cancellation));
        Assert.Equal("{}", (await objects.FindAsync("team:a", "file-1", Cancellation))?.Body);
    }

    [Fact]
    public async Task A_list_is_of_one_scope_and_kind_and_without_what_was_deleted()
    {
        IOwnedObjects objects = Open();
        await objects.KeepAsync(
            [
                Owned("file-1"), Owned("file-2") with { Body = "{\"purpose\":\"batch\"}" }, Owned("file-3"), Owned("file-4") with { Scope = "team:b" },
                Owned("batch-1") with { Kind = OwnedKind.Batch }, Owned("file-5") with { Body = null },
            ],
            Cancellation);
        await objects.DeleteAsync("team:a", "file-3", Cancellation);

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
        IOwnedObjects objects = Open();
        await objects.KeepAsync([Owned("old") with { Kind = kind }, Owned("file-1")], Cancellation);
        Close(objects);

        Time.Advance(TimeSpan.FromDays(32));
        IOwnedObjects later = Open();
        Assert.Null(await later.FindAsync("team:a", "old", Cancellation));
        Assert.NotNull(await later.FindAsync("team:a", "file-1", Cancellation));
    }

    private static OwnedQuery Files => new("team:a", OwnedKind.File, 10);

    private static async Task<string[]> IdsAsync(IOwnedObjects objects, OwnedQuery query) =>
        [.. (await objects.ListAsync(query, Cancellation)).Select(owned => owned.Id)];

    private OwnedObject Owned(string id) => new()
    {
        Id = id,
        Kind = OwnedKind.File,
        Scope = "team:a",
        KeyId = "key_1",
        Provider = "openai",
        Credential = "openai#1",
        Endpoint = "https://api.openai.com/v1",
        Created = Time.GetUtcNow(),
        Body = "{}",
    };
}
