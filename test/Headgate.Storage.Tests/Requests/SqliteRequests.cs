using Headgate.Storage.Tests.Contracts;

namespace Headgate.Storage.Tests.Requests;

/// <summary>The records of a data folder, for the suites of their ports.</summary>
internal static class SqliteRequests
{
    public static RequestStore Open(string folder, TimeProvider time, MemoryLogger? logger = null)
    {
        SqliteOptions options = new() { Folder = folder, Time = time, Logger = logger ?? new MemoryLogger(), Retention = () => TimeSpan.FromDays(30) };
        SqliteStorage storage = Assert.IsType<Opening<SqliteStorage>.Opened>(SqliteStorage.Open(options)).Value;
        return new RequestStore(storage.Records, storage.Requests, storage);
    }
}
