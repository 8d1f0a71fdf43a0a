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

    private TestGateway(GatewayHost host, TemporaryFolder folder, string dataFolder) =>
        (_host, _folder, DataFolder) = (host, folder, dataFolder);

    public string BaseUrl => _host.Addresses[0].ToString().TrimEnd('/');

    public string AdminUrl => _host.Admin.ToString().TrimEnd('/');

    public string DataFolder { get; }

    public IRequestLog Log => _host.Requests;

    public int OpenRequests => _host.OpenRequests;

    public int OpenWithoutClients => _host.OpenWithoutClients;

    public string ConfigHash => _host.Config.Current.Hash;

    /// <summary>Starts one; on the data folder of another that has ended, when one is given.</summary>
    public static async Task<TestGateway> StartAsync(string yaml, string? dataFolder = null)
    {
        var folder = new TemporaryFolder();
        var data = dataFolder ?? Path.Combine(folder.Path, "data");
        var inputs = new ConfigInputs { Files = [folder.Write("headgate.yaml", yaml)], Data = data, Variable = _ => null };
        var host = await GatewayHost.StartAsync(new GatewayOptions { Config = inputs }, Bound.Token());
        return new TestGateway(host, folder, data);
    }

    /// <summary>Writes the config anew and has it looked at.</summary>
    public async Task RewriteAsync(string yaml)
    {
        _folder.Write("headgate.yaml", yaml);
        await _host.ReloadAsync(Bound.Token());
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
