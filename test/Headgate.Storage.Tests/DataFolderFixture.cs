using Headgate.Gateway.Stores;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Storage.Tests;

/// <summary>A data folder of its own, with a clock that stands still and a logger that remembers.</summary>
internal sealed class DataFolderFixture : IAsyncDisposable
{
    private SqliteStorage? _storage;

    public string Folder { get; } = Directory.CreateTempSubdirectory("headgate-storage").FullName;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public MemoryLogger Logger { get; } = new();

    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    public int Capacity { get; init; } = 131_072;

    public string Requests => Path.Combine(Folder, "requests");

    public IRequestLog Log => Open().Requests;

    public IRecordSink Sink => Open().Records;

    public string DayFile(string day) => Path.Combine(Requests, day + ".db");

    public SqliteOptions Options(string? folder = null) => new()
    {
        Folder = folder ?? Folder,
        Time = Time,
        Logger = Logger,
        Retention = () => Retention,
        Capacity = Capacity,
    };

    public SqliteStorage Open() => _storage ??= Assert.IsType<Opening<SqliteStorage>.Opened>(SqliteStorage.Open(Options())).Value;

    public async Task CloseAsync()
    {
        if (_storage is not null)
            await _storage.DisposeAsync();
        _storage = null;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
