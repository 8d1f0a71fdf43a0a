using Headgate.Gateway.Stores;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>What every store of owned objects keeps to. One process has it open: the gateway.</summary>
public abstract class OwnedObjectsContract : StoreContract<IOwnedObjects>
{
    [Fact]
    public async Task What_was_kept_outlives_a_crash_and_a_restart_word_for_word()
    {
        OwnedObject file = Owned("file-ünï-🦜") with { Body = "{ \"filename\" : \"快.jsonl\", \"purpose\":\"batch\" }" };
        OwnedObject large = Owned("file-2") with { Body = $"\"{new string('ü', 500_000)}\"", Created = Noon.AddTicks(10) };
        OwnedObject bare = Owned("resp-1") with { Kind = OwnedKind.Response, Body = null };
        IOwnedObjects objects = await OpenAsync();
        await objects.KeepAsync([file, large, bare], Cancellation);

        objects = await CrashAsync(objects);
        await AreThereAsync();
        objects = await RestartAsync(objects);
        await AreThereAsync();

        async Task AreThereAsync()
        {
            foreach (OwnedObject each in (OwnedObject[])[file, large, bare])
            {
                Assert.Equal(each, await objects.FindAsync("team:a", each.Id, Cancellation));
                Assert.Null(await objects.FindAsync("team:b", each.Id, Cancellation));
                Assert.Null(await objects.FindAsync("TEAM:A", each.Id, Cancellation));
            }
        }
    }

    [Fact]
    public async Task What_is_seen_again_has_its_new_description_and_its_old_place_and_what_is_deleted_stays_so()
    {
        IOwnedObjects objects = await OpenAsync();
        await objects.KeepAsync([Owned("file-1"), Owned("file-2"), Owned("file-3")], Cancellation);
        await objects.DeleteAsync("team:a", "file-2", Cancellation);
        await objects.DeleteAsync("team:a", "file-2", Cancellation);
        await objects.DeleteAsync("team:a", "unknown", Cancellation);
        await objects.KeepAsync([Owned("file-3") with { Body = null }, Owned("file-2"), Owned("file-1") with { Body = "{\"bytes\":7}" }], Cancellation);

        objects = await CrashAsync(objects);
        Assert.Null(await objects.FindAsync("team:a", "file-2", Cancellation));
        Assert.Equal(
            [("file-3", "{}"), ("file-1", "{\"bytes\":7}")],
            (await objects.ListAsync(Files, Cancellation)).Select(each => (each.Id, each.Body)));
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_skip_while_objects_are_added_and_deleted()
    {
        IOwnedObjects objects = await OpenAsync();
        await objects.KeepAsync([.. Enumerable.Range(0, 30).Select(i => Owned($"file-{i}"))], Cancellation);
        List<string> seen = [];
        string? after = null;
        for (int page = 0; page == 0 || after is not null; page++)
        {
            string[] ids = await IdsAsync(objects, Files with { Limit = 4, After = after });
            seen.AddRange(ids);
            after = ids.LastOrDefault();
            await objects.KeepAsync([Owned($"new-{page}"), Owned($"other-{page}") with { Scope = "team:b" }], Cancellation);
            if (after is not null)
                await objects.DeleteAsync("team:a", after, Cancellation); // the page after it is asked for all the same
        }

        Assert.Equal(Enumerable.Range(0, 30).Reverse().Select(i => $"file-{i}"), seen);
    }

    [Fact]
    public async Task Of_many_who_keep_one_id_one_scope_has_it_and_who_lists_meanwhile_sees_all_of_a_change_or_nothing()
    {
        IOwnedObjects objects = await OpenAsync();
        Task<bool[]> writes = AllAsync(Enumerable.Range(0, 40).Select<int, Func<Task<bool>>>(i => async () =>
        {
            OwnedObject batch = Owned($"batch-{i}") with { Kind = OwnedKind.Batch };
            await objects.KeepAsync([batch, batch with { Id = $"twin-{i}" }, Owned("one") with { Scope = $"team:{i}" }], Cancellation);
            return true;
        }));
        do
        {
            string[] ids = await IdsAsync(objects, new OwnedQuery("team:a", OwnedKind.Batch, 100));
            Assert.Equal(ids.Where(id => id.StartsWith("batch", StringComparison.Ordinal)).Select(id => "twin" + id["batch".Length..]).Order(),
                ids.Where(id => id.StartsWith("twin", StringComparison.Ordinal)).Order());
        }
        while (!writes.IsCompleted);
        await writes;

        Assert.Equal(80, (await IdsAsync(objects, new OwnedQuery("team:a", OwnedKind.Batch, 100))).Length);
        int owners = 0;
        for (int i = 0; i < 40; i++)
            owners += await objects.FindAsync($"team:{i}", "one", Cancellation) is null ? 0 : 1;
        Assert.Equal(1, owners);
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_changes_nothing()
    {
        IOwnedObjects objects = await OpenAsync();
        await IsCancelledAsync(async () => await objects.KeepAsync([Owned("file-1")], Cancelled));
        Assert.Empty(await IdsAsync(objects, Files));
        await objects.KeepAsync([Owned("file-1")], Cancellation);
        await IsCancelledAsync(async () => await objects.DeleteAsync("team:a", "file-1", Cancelled));
        await IsCancelledAsync(async () => await objects.FindAsync("team:a", "file-1", Cancelled));
        await IsCancelledAsync(async () => await objects.ListAsync(Files, Cancelled));
        Assert.Equal(["file-1"], await IdsAsync(objects, Files));
    }

    [Fact]
    public async Task An_id_stays_with_the_scope_that_had_it_first()
    {
        IOwnedObjects objects = await OpenAsync();
        await objects.KeepAsync([Owned("file-1")], Cancellation);
        await objects.KeepAsync([Owned("file-1") with { Scope = "team:b", Body = "{\"stolen\":true}" }], Cancellation);
        await objects.DeleteAsync("team:b", "file-1", Cancellation);

        Assert.Null(await objects.FindAsync("team:b", "file-1", Cancellation));
        Assert.Equal("{}", (await objects.FindAsync("team:a", "file-1", Cancellation))?.Body);
    }

    [Fact]
    public async Task A_list_is_of_one_scope_and_kind_and_without_what_was_deleted()
    {
        IOwnedObjects objects = await OpenAsync();
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
    [InlineData(OwnedKind.Item)]
    public async Task What_vendors_forget_is_forgotten(OwnedKind kind)
    {
        IOwnedObjects objects = await OpenAsync();
        await objects.KeepAsync([Owned("old") with { Kind = kind }, Owned("file-1")], Cancellation);
        await CloseAsync(objects);

        Time.Advance(TimeSpan.FromDays(32));
        IOwnedObjects later = await OpenAsync();
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
