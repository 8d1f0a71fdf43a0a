using Headgate.Storage.Keys;
using Microsoft.Data.Sqlite;

namespace Headgate.Storage.Tests;

public sealed class SqliteStorageTests
{
    private CancellationToken Stop { get; } = Bounded.Soon();

    [Fact]
    public async Task Two_gateways_do_not_share_a_folder()
    {
        await using DataFolderFixture data = new();
        Assert.False(SqliteStorage.IsServed(data.Folder));
        data.Open();

        Assert.True(SqliteStorage.IsServed(data.Folder));
        Assert.Contains("in use by another gateway", ReasonOf(SqliteStorage.Open(data.Options())), StringComparison.Ordinal);

        await data.CloseAsync();
        Assert.False(SqliteStorage.IsServed(data.Folder));
        data.Open();
    }

    [Fact]
    public void A_folder_that_is_not_there_is_not_served() =>
        Assert.False(SqliteStorage.IsServed(Path.Combine(Path.GetTempPath(), "headgate-none-" + Guid.CreateVersion7())));

    [Fact]
    public async Task Only_its_own_user_can_read_the_files()
    {
    
        await using DataFolderFixture data = new();
        string folder = Path.Combine(data.Folder, "deep", "data");
        await using SqliteStorage storage = Assert.IsType<Opening<SqliteStorage>.Opened>(SqliteStorage.Open(data.Options(folder))).Value;
        storage.Records.TryWrite(Sample.At(Sample.Day(22)));
        await storage.Records.FlushAsync(Stop);

        const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.All(Directory.GetFiles(folder, "*", SearchOption.AllDirectories), file => Assert.Equal(OwnersFile, ModeOf(file)));
        Assert.Equal(OwnersFile | UnixFileMode.UserExecute, ModeOf(folder));
        Assert.Equal(OwnersFile | UnixFileMode.UserExecute, ModeOf(Path.Combine(folder, "requests")));
        Assert.Contains(Directory.GetFiles(Path.Combine(folder, "requests")), file => file.EndsWith("-wal", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("headgate.db")]
    [InlineData("requests/2026-11-22.db")]
    public async Task Files_of_a_newer_version_are_refused_and_left_alone(string file)
    {
        await using DataFolderFixture data = new();
        data.Sink.TryWrite(Sample.At(Sample.Day(22)));
        await data.CloseAsync();
        long version = SetVersion(Path.Combine(data.Folder, file), 99);

        Assert.Contains("newer version of Headgate", ReasonOf(SqliteStorage.Open(data.Options())), StringComparison.Ordinal);
        Assert.False(SqliteStorage.IsServed(data.Folder));

        SetVersion(Path.Combine(data.Folder, file), version);
        data.Open();
        Assert.Equal(1, await data.Log.CountAsync(new(), Stop));
    }

    [Fact]
    public async Task A_day_from_before_the_first_release_is_refused_and_left_alone()
    {
        await using DataFolderFixture data = new();
        Directory.CreateDirectory(data.Requests);
        string path = data.DayFile("2026-11-20");
        await using (SqliteConnection file = new($"Data Source={path};Pooling=False"))
        {
            await file.OpenAsync(Stop);
            await using SqliteCommand make = file.CreateCommand();
            make.CommandText = "CREATE TABLE requests (id TEXT); PRAGMA user_version = 1";
            await make.ExecuteNonQueryAsync(Stop);
        }

        Assert.Contains("requests already exists", ReasonOf(SqliteStorage.Open(data.Options())), StringComparison.Ordinal);
        Assert.Equal(1, SetVersion(path, 1));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_a_reason_not_an_exception()
    {
        await using DataFolderFixture data = new();
        string file = Path.Combine(data.Folder, "file");
        await File.WriteAllTextAsync(file, "", Stop);

        Assert.Contains(file, ReasonOf(SqliteStorage.Open(data.Options(Path.Combine(file, "data")))), StringComparison.Ordinal);
        Assert.IsType<Opening<SqliteConfigStore>.Unavailable>(SqliteConfigStore.Open(Path.Combine(file, "data"), data.Time));
    }

    [Fact]
    public async Task A_damaged_day_is_set_aside_at_the_start()
    {
        await using DataFolderFixture data = new();
        Directory.CreateDirectory(data.Requests);
        await File.WriteAllTextAsync(data.DayFile("2026-11-20"), new string('x', 10_000), Stop);
        await File.WriteAllTextAsync(data.DayFile("2026-11-21"), "", Stop); // made, and the process died

        data.Open();

        Assert.Single(Directory.GetFiles(data.Requests, "2026-11-20.db.damaged-*"));
        Assert.Equal(0, await data.Log.CountAsync(new(), Stop));
        Assert.Single(data.Logger.Lines);
    }

    [Fact]
    public async Task A_damaged_config_is_a_reason_not_an_exception()
    {
        await using DataFolderFixture data = new();
        await File.WriteAllTextAsync(Path.Combine(data.Folder, "headgate.db"), new string('x', 10_000), Stop);
        Assert.Contains("headgate.db", ReasonOf(SqliteStorage.Open(data.Options())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_change_keys_beside_a_running_gateway()
    {
        await using DataFolderFixture data = new();
        SqliteStorage gateway = data.Open();
        long before = await gateway.Config.VersionAsync(Stop);

        Opening<SqliteConfigStore> beside = SqliteConfigStore.Open(data.Folder, data.Time);
        using (SqliteConfigStore command = Assert.IsType<Opening<SqliteConfigStore>.Opened>(beside).Value)
            Assert.False(await command.RevokeKeyAsync("key_none", Stop));

        Assert.Equal(before, await gateway.Config.VersionAsync(Stop)); // nothing was changed
    }

    private static string ReasonOf(Opening<SqliteStorage> opening) => Assert.IsType<Opening<SqliteStorage>.Unavailable>(opening).Reason;

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    // Gives back what it was before.
    private static long SetVersion(string path, long version)
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        long before = (long)command.ExecuteScalar()!;
        command.CommandText = $"PRAGMA user_version = {version}";
        command.ExecuteNonQuery();
        return before;
    }
}
