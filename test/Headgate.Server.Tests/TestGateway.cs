using System.Net.Http.Headers;
using Headgate.Gateway.Config;
using Headgate.Server.Listening;

namespace Headgate.Server.Tests;

/// <summary>Whole gateways in this process, on free ports.</summary>
internal static class TestGateway
{
    /// <summary>Starts one; without a config it serves the simulator alone.</summary>
    public static Task<GatewayHost> StartAsync(TemporaryFolder folder, string? yaml = null, Dictionary<string, string>? environment = null) =>
        GatewayHost.StartAsync(new GatewayOptions { Config = Inputs(folder, yaml, environment) }, TestContext.Current.CancellationToken);

    public static ConfigInputs Inputs(TemporaryFolder folder, string? yaml = null, Dictionary<string, string>? environment = null) => new()
    {
        Files = yaml is null ? [] : [folder.Write("headgate.yaml", yaml)],
        Folder = folder.Path,
        Listen = yaml?.Contains("listen:", StringComparison.Ordinal) is true ? null : "http://127.0.0.1:0",
        Admin = "http://127.0.0.1:0",
        Data = folder.File("data"),
        Variable = (environment ?? []).GetValueOrDefault,
    };

    public static async Task<int> StatusAsync(GatewayHost gateway, string path, string key) =>
        await StatusAsync(gateway.Addresses[0], path, key);

    public static async Task<int> StatusAsync(ListenUrl host, string path, string? bearer = null)
    {
        using HttpClient client = new() { BaseAddress = host.Url };
        client.DefaultRequestHeaders.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        using HttpResponseMessage reply = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return (int)reply.StatusCode;
    }
}
