using Headgate.Gateway.Stores;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>What takes records and what reads them are two ports of one store.</summary>
/// <param name="Sink">Where they are handed over.</param>
/// <param name="Log">Where they are read.</param>
/// <param name="Owner">What closes both.</param>
public sealed record RequestStore(IRecordSink Sink, IRequestLog Log, IAsyncDisposable Owner) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Owner.DisposeAsync();
}
