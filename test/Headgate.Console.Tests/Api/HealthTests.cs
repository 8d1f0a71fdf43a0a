using System.Net;
using Headgate.Console.Operations.Health;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;

namespace Headgate.Console.Tests.Api;

public sealed class HealthTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("status")]
    [InlineData("models")]
    [InlineData("providers")]
    public async Task Shows(string what) => Golden.Matches(what, (await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/" + what)).Json);

    [Theory]
    [InlineData("models", "backup", "chat")]
    [InlineData("providers", "openai", "spare")]
    public async Task Pages(string what, string first, string second)
    {
        Reply page = await _host.CallAsync(AdminRole.Viewer, "GET", $"/api/v1/{what}?limit=1");
        Reply next = await _host.CallAsync(AdminRole.Viewer, "GET", $"/api/v1/{what}?limit=1&cursor={page.Next}");

        Assert.Equal([first], page.Names);
        Assert.Equal([second], next.Names);
        Assert.Null(next.Next);
    }

    [Fact]
    public async Task Is_alive_without_a_token() => Assert.Equal("ok", (await _host.CallAsync(null, "GET", "/healthz")).Body);

    [Theory]
    [InlineData(GatewayPhase.Ready, HttpStatusCode.OK, "ready")]
    [InlineData(GatewayPhase.Starting, HttpStatusCode.ServiceUnavailable, "starting")]
    [InlineData(GatewayPhase.Draining, HttpStatusCode.ServiceUnavailable, "draining")]
    public async Task Tells_without_a_token_whether_it_is_ready(GatewayPhase phase, HttpStatusCode status, string word)
    {
        _host.Gateway.Phase = phase;

        Reply reply = await _host.CallAsync(null, "GET", "/readyz");

        Assert.Equal(status, reply.Status);
        Assert.Equal($$"""{"status":"{{word}}","config":"00112233aabbccdd"}""", reply.Body);
    }
}
