using Headgate.Gateway.Pipeline.Record;

namespace Headgate.EndToEnd.Worlds;

/// <summary>A gateway in this process, on free ports, with a data folder of its own.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public string BaseUrl => throw new NotSupportedException();

    public static Task<TestGateway> StartAsync(string yaml) => throw new NotSupportedException(yaml);

    /// <summary>The record of a request, once it is durable.</summary>
    public Task<RequestRecord> RecordAsync(string requestId) => throw new NotSupportedException(requestId);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
