using System.Net;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;

namespace Headgate.Console.Tests.Api;

public sealed class MetricsAccessTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_scraper_on_this_machine_needs_no_token() =>
        Assert.Equal("up 1", (await _host.CallAsync(null, "GET", "/metrics")).Body);

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    public async Task Whoever_comes_through_a_proxy_needs_one(string header)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await ThroughProxyAsync(null, header)).Status);
        Assert.Equal("up 1", (await ThroughProxyAsync(AdminRole.Viewer, header)).Body);
    }

    private Task<Reply> ThroughProxyAsync(AdminRole? role, string header) => _host.CallAsync(
        role, "GET", "/metrics", edit: request => request.Headers.TryAddWithoutValidation(header, "for=192.0.2.1"));
}
