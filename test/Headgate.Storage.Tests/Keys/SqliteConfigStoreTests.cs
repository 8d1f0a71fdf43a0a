using System.Text;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Stores;
using Headgate.Storage.Keys;
using Headgate.Storage.Tests.Contracts;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Tests.Keys;

public sealed class SqliteConfigStoreTests : ConfigStoreContract, IAsyncDisposable
{
    private readonly StoreFolder<IConfigStore> _folder;

    public SqliteConfigStoreTests() =>
        _folder = new(path => Assert.IsType<Opening<SqliteConfigStore>.Opened>(SqliteConfigStore.Open(path, Time)).Value);

    private CancellationToken Stop { get; } = Bounded.Soon();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task Keys_are_read_while_another_process_holds_the_file()
    {
        IConfigStore store = await OpenAsync();
        await store.AddKeyAsync(Key("ci"), Stop);
        await using SqliteConnection other = new($"Data Source={Path.Combine(_folder.Path, "headgate.db")};Pooling=False");
        await other.OpenAsync(Stop);
        await using SqliteCommand hold = other.CreateCommand();
        hold.CommandText = "BEGIN EXCLUSIVE";
        await hold.ExecuteNonQueryAsync(Stop);

        Assert.Single(await store.KeysAsync(Stop));
        await store.VersionAsync(Stop);
    }

    [Fact]
    public async Task No_secret_is_in_any_file()
    {
        const string Secret = "hg-canary-canary-canary-canary-canary-canary";
        await using DataFolderFixture data = new();
        await using (SqliteStorage storage = data.Open())
        {
            await storage.Config.AddKeyAsync(Key("ci") with { Digest = KeyDigest.Of(Secret) }, Stop);
            Assert.NotEmpty(Directory.GetFiles(data.Folder, "*-wal"));
            AssertAbsent();
        }

        AssertAbsent();

        void AssertAbsent() => Assert.All(
            Directory.GetFiles(data.Folder, "headgate.db*"),
            file => Assert.DoesNotContain("canary", Encoding.Latin1.GetString(Bytes(file)), StringComparison.Ordinal));
    }

    protected override ValueTask<IConfigStore> OpenAsync() => new(_folder.Open());

    protected override ValueTask CloseAsync(IConfigStore store) => _folder.CloseAsync(store);

    protected override ValueTask<IConfigStore> CrashAsync(IConfigStore store) => new(_folder.Kill());

    private static byte[] Bytes(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
