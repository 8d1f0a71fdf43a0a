using System.Net;
using Headgate.Console.Api;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;

namespace Headgate.Console.Tests.Api;

public sealed class DoorkeeperTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("canary-token-of-the-Admin")]
    [InlineData("Bearer canary-token-of-the-admin")]
    public async Task Refuses_what_is_no_token(string header)
    {
        Reply reply = await StatusWithAsync(header);

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Refuses_a_virtual_key() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await StatusWithAsync("Bearer " + ConsoleHost.FileKeySecret)).Status);

    [Fact]
    public async Task Takes_the_scheme_in_any_case() =>
        Assert.Equal(HttpStatusCode.OK, (await StatusWithAsync("bearer canary-token-of-the-Viewer")).Status);

    [Fact]
    public async Task Makes_an_address_wait_after_too_many_wrong_tokens()
    {
        for (int i = 0; i < FailedLogins.Allowed; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await StatusWithAsync("Bearer wrong")).Status);
        }

        Reply blocked = await _host.CallAsync(AdminRole.Admin, "GET", "/api/v1/status");
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        Reply later = await _host.CallAsync(AdminRole.Admin, "GET", "/api/v1/status");

        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_attempts"), (blocked.Status, blocked.Code));
        Assert.Equal("60", blocked.Headers["Retry-After"]);
        Assert.Equal(HttpStatusCode.OK, later.Status);
    }

    [Fact]
    public async Task Counts_no_call_that_brings_no_token()
    {
        for (int i = 0; i < FailedLogins.Allowed + 1; i++)
        {
            await _host.CallAsync(null, "GET", "/api/v1/status");
        }

        Assert.Equal(HttpStatusCode.OK, (await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/status")).Status);
    }

    private Task<Reply> StatusWithAsync(string authorization) => _host.CallAsync(
        null, "GET", "/api/v1/status", edit: request => request.Headers.TryAddWithoutValidation("Authorization", authorization));
}
