using System.Globalization;
using System.IO.Compression;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Storage.Backups;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Storage.Tests.Backups;

public sealed class BackupTests : IAsyncLifetime
{
    private const long Price = 100;

    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly BudgetSpan Today = BudgetSpan.At(Noon, BudgetPeriod.Day, TimeZoneInfo.Utc);

    private readonly DataFolderFixture _data = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly string _elsewhere = Directory.CreateTempSubdirectory("headgate-backup").FullName;

    private string BackupPath => Path.Combine(_elsewhere, "backup.zip");

    private string Restored => Path.Combine(_elsewhere, "data");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _data.DisposeAsync();
        Directory.Delete(_elsewhere, recursive: true);
    }

    /// <summary>Each key is charged after it is made and before the next is: whatever moment a backup shows, the two fit each other.</summary>
    [Fact]
    public async Task A_backup_under_load_shows_keys_and_charges_of_one_moment_not_before_it_began()
    {
        SqliteStorage storage = _data.Open();
        using CancellationTokenSource enough = new();
        TaskCompletionSource warm = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int charged = 0;
        Task load = Task.Run(async () =>
        {
            for (int i = 0; !enough.IsCancellationRequested; i++)
            {
                await storage.Config.AddKeyAsync(KeyNumber(i), default);
                storage.Ledger.Open(Reserved(i)).Settle(new LedgerSettlement { Cost = new Money(Price) });
                await storage.Ledger.FlushAsync(default);
                if (Interlocked.Increment(ref charged) == 5)
                {
                    warm.SetResult();
                }
            }
        }, TestContext.Current.CancellationToken);
        await warm.Task;

        for (int round = 0; round < 5; round++)
        {
            int before = Volatile.Read(ref charged);
            Ok(BackupWriter.Write(_data.Folder, $"{BackupPath}{round}", "1.2.3", _time));
            int after = Volatile.Read(ref charged);

            string folder = Restored + round;
            Ok(BackupReader.Restore($"{BackupPath}{round}", folder, force: false, _time));
            await using SqliteStorage restored = Ok(SqliteStorage.Open(_data.Options(folder)));
            VirtualKey[] keys = [.. await restored.Config.KeysAsync(default)];
            LedgerSum[] sums = [.. await restored.Ledger.SpentAsync(BudgetScopeKind.Key, Today, default)];

            Assert.InRange(sums.Length, before, after + 1);
            Assert.InRange(keys.Length, sums.Length, sums.Length + 1);
            Assert.All(sums, sum => Assert.Equal(new Money(Price), sum.Spent));
            Assert.Empty(sums.Select(sum => sum.Scope.Id).Except(keys.Select(key => key.Id)));
        }

        await enough.CancelAsync();
        await load;
    }

    [Fact]
    public async Task All_that_is_kept_comes_back_and_only_its_owner_can_read_it()
    {
        SqliteStorage storage = _data.Open();
        await storage.Config.AddKeyAsync(KeyNumber(1), default);
        await storage.Audit.WriteAsync(new AuditAct("ann", "admin", "issue_key", "k1"), new AuditResult("done"), default);
        storage.Records.TryWrite(Sample.At(_data.Time.GetUtcNow()));
        await storage.Records.FlushAsync(default);
        await File.WriteAllTextAsync(Path.Combine(_data.Folder, "admin.token"), "hga-1", TestContext.Current.CancellationToken);

        byte[] endUserKey = storage.EndUserKey.ToArray();

        BackupManifest made = Ok(BackupWriter.Write(_data.Folder, BackupPath, "1.2.3", _time));
        await _data.CloseAsync();
        Ok(BackupReader.Restore(BackupPath, Restored, force: false, _time));

        Assert.Equal(("1.2.3", Noon.UtcDateTime), (made.Version, made.Created));
        Assert.Equal("hga-1", await File.ReadAllTextAsync(Path.Combine(Restored, "admin.token"), TestContext.Current.CancellationToken));
        await using SqliteStorage restored = Ok(SqliteStorage.Open(_data.Options(Restored)));
        Assert.Equal(32, endUserKey.Length);
        Assert.Equal(endUserKey, restored.EndUserKey.ToArray());
        Assert.Equal("k1", Assert.Single(await restored.Config.KeysAsync(default)).Name);
        Assert.Equal("ann", Assert.Single(await restored.Audit.ListAsync(new AuditQuery(), default)).Act.Actor);
        Assert.Single((await restored.Requests.QueryAsync(new RequestQuery(), default)).Items);
        if (!OperatingSystem.IsWindows())
        {
            foreach (string path in (string[])[BackupPath, .. made.Files.Where(file => file.Name != "admin.token").Select(file => Path.Combine(Restored, file.Name))])
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }
        }
    }

    [Fact]
    public async Task A_folder_in_use_is_refused_and_one_that_is_not_empty_is_replaced_only_by_force()
    {
        await _data.Open().Config.AddKeyAsync(KeyNumber(1), default);
        Ok(BackupWriter.Write(_data.Folder, BackupPath, "1.2.3", _time));

        Assert.EndsWith("is in use by a gateway", Reason(BackupReader.Restore(BackupPath, _data.Folder, force: true, _time)), StringComparison.Ordinal);
        await _data.Open().Config.AddKeyAsync(KeyNumber(2), default);
        await _data.CloseAsync();
        Assert.EndsWith("is not empty", Reason(BackupReader.Restore(BackupPath, _data.Folder, force: false, _time)), StringComparison.Ordinal);

        Ok(BackupReader.Restore(BackupPath, _data.Folder, force: true, _time));
        Assert.Equal("k1", Assert.Single(await _data.Open().Config.KeysAsync(default)).Name);
        Assert.True(File.Exists(Path.Combine(Assert.Single(Directory.GetDirectories(_data.Folder, "replaced-*")), "headgate.db")));
        Assert.Empty(Directory.GetDirectories(_data.Folder, "restoring-*"));
    }

    [Fact]
    public void A_backup_is_never_written_over_and_needs_a_data_folder()
    {
        _data.Open();
        Ok(BackupWriter.Write(_data.Folder, BackupPath, "1.2.3", _time));

        Assert.EndsWith("is there already", Reason(BackupWriter.Write(_data.Folder, BackupPath, "1.2.3", _time)), StringComparison.Ordinal);
        Assert.EndsWith("is no data folder", Reason(BackupWriter.Write(_elsewhere, BackupPath + "2", "1.2.3", _time)), StringComparison.Ordinal);
        Assert.Equal([BackupPath], Directory.GetFileSystemEntries(_elsewhere));
    }

    [Theory]
    [InlineData("damaged", "its ledger.db is damaged")]
    [InlineData("missing", "its ledger.db is missing or cut short")]
    [InlineData("foreign", "it holds ../ledger.db, which no backup has")]
    [InlineData("newer", "its ledger.db was written by a newer version of Headgate")]
    [InlineData("nothing", "it is no backup")]
    public async Task A_backup_that_does_not_hold_leaves_the_folder_as_it_was(string how, string reason)
    {
        _data.Open();
        await _data.CloseAsync();
        if (how == "newer")
        {
            Execute("PRAGMA user_version = 999");
        }

        Ok(BackupWriter.Write(_data.Folder, BackupPath, "1.2.3", _time));
        Edit(how);

        Assert.Equal($"cannot restore {BackupPath}: {reason}", Reason(BackupReader.Restore(BackupPath, Restored, force: false, _time)));
        Assert.Equal(["lock"], Directory.GetFileSystemEntries(Restored).Select(Path.GetFileName));
    }

    private void Edit(string how)
    {
        using ZipArchive zip = ZipFile.Open(BackupPath, ZipArchiveMode.Update);
        switch (how)
        {
            case "damaged":
                using (Stream ledger = zip.GetEntry("ledger.db")!.Open())
                {
                    ledger.Position = 200;
                    ledger.WriteByte(0xA5);
                }

                break;
            case "missing":
                zip.GetEntry("ledger.db")!.Delete();
                break;
            case "foreign":
                Rewrite(zip, text => text.Replace("\"ledger.db\"", "\"../ledger.db\"", StringComparison.Ordinal));
                break;
            case "nothing":
                zip.GetEntry("manifest.json")!.Delete();
                break;
        }
    }

    private static void Rewrite(ZipArchive zip, Func<string, string> edit)
    {
        ZipArchiveEntry manifest = zip.GetEntry("manifest.json")!;
        using StreamReader reader = new(manifest.Open());
        string text = edit(reader.ReadToEnd());
        reader.Dispose();
        manifest.Delete();
        using StreamWriter writer = new(zip.CreateEntry("manifest.json").Open());
        writer.Write(text);
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(_data.Folder, "ledger.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static T Ok<T>(Opening<T> opening) => Assert.IsType<Opening<T>.Opened>(opening).Value;

    private static string Reason<T>(Opening<T> opening) => Assert.IsType<Opening<T>.Unavailable>(opening).Reason;

    private static VirtualKey KeyNumber(int number) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"key_{number}"),
        Name = string.Create(CultureInfo.InvariantCulture, $"k{number}"),
        Digest = KeyDigest.Of(string.Create(CultureInfo.InvariantCulture, $"hg-{number}")),
        Models = ["*"],
        Layer = ConfigLayer.Store,
    };

    private static LedgerReservation Reserved(int number) => new()
    {
        RequestId = string.Create(CultureInfo.InvariantCulture, $"req_{number:x32}"),
        Time = Noon,
        Scopes = [new BudgetScope(BudgetScopeKind.Key, KeyNumber(number).Id)],
        Target = "openai/gpt-5-mini",
        Amount = new Money(Price),
    };
}
