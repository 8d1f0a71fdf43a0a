using Headgate.Console.Operations;
using Headgate.Console.Operations.Requests;
using Headgate.Storage;

namespace Headgate.Server.Commands.Usage;

/// <summary>The request log of a data folder on which no gateway runs.</summary>
internal sealed class StoredUsage(string folder) : IUsageDesk
{
    private readonly GetUsage _operation = new(SqliteStorage.RequestsOf(new SqliteOptions { Folder = folder }));

    /// <inheritdoc />
    public ValueTask<Outcome<Listing<UsageRow>>> SumAsync(GetUsageInput input, CancellationToken cancellation) =>
        _operation.RunAsync(input, Actor.Local, cancellation);

    /// <inheritdoc />
    public void Dispose()
    {
        // it opens files only while it reads
    }
}
