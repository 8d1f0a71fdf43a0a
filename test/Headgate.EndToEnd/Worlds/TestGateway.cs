using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;
using Headgate.Server;

namespace Headgate.EndToEnd.Worlds;

/// <summary>A gateway in this process, on free ports, with a folder of its own.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly GatewayHost _host;
    private readonly TemporaryFolder _folder;

    private TestGateway(GatewayHost host, TemporaryFolder folder) => (_host, _folder) = (host, folder);

    public string BaseUrl => _host.Addresses[0].ToString().TrimEnd('/');

    public string AdminUrl => _host.Admin.ToString().TrimEnd('/');

    public IRequestLog Log => _host.Requests;

    public int OpenCalls => _host.OpenRequests;

    public static async Task<TestGateway> StartAsync(string yaml)
    {
        var folder = new TemporaryFolder();
        var file = folder.Write("headgate.yaml", yaml);
        var host = await GatewayHost.StartAsync(new GatewayOptions { Config = Inputs(file, folder.Path) }, Bound.Token());
        return new TestGateway(host, folder);
    }

    /// <summary>The record of a request, once it is durable.</summary>
    public Task<RequestRecord> RecordAsync(string requestId) =>
        Bound.UntilAsync($"the record of {requestId}", async limit => await Log.FindAsync(requestId, limit));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
