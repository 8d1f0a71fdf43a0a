using System.Net;
using Headgate.Console.Operations.Config;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;

namespace Headgate.Console.Tests.Api;

public sealed class ConfigTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Shows_the_config_in_force() =>
        Golden.Matches("config", (await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/config")).Json);

    [Fact]
    public async Task Shows_warnings_and_the_change_that_was_refused()
    {
        _host.Config.Warnings = [new FindingView("headgate.yaml", 3, 5, "keys[0]", "shadows a stored key", null)];
        _host.Config.Refused = new RefusedReload(
            new DateTime(2026, 3, 1, 12, 1, 0, DateTimeKind.Utc), [new FindingView("headgate.yaml", 1, 1, "", "is no YAML", null)]);

        Golden.Matches("config-refused", (await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/config")).Json);
    }

    [Fact]
    public async Task Names_every_error_of_a_config()
    {
        Reply reply = await ValidateAsync("""{ "text": "provders: {}" }""");

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Golden.Matches("verdict-invalid", reply.Json);
    }

    [Fact]
    public async Task Says_when_a_config_could_be_served() =>
        Assert.Equal("""{"errors":[],"warnings":[],"valid":true}""", (await ValidateAsync("""{ "text": "providers: {}" }""")).Body);

    [Theory]
    [InlineData("""{ }""", "$")]
    [InlineData("""{ "text": null }""", "$.text")]
    [InlineData("""{ "text": 1 }""", "$.text")]
    [InlineData("""{ "text": "", "texts": "" }""", "$.texts")]
    [InlineData("""{ "text": "", "text": "" }""", "$.text")]
    [InlineData("""null""", "$")]
    [InlineData("""{ "text": """, "$.text")]
    public async Task Refuses_a_body_of_another_shape_and_says_where(string json, string param)
    {
        Reply reply = await ValidateAsync(json);

        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(("invalid_request", param), (reply.Code, reply.Param));
        Assert.DoesNotContain("System.", reply.Body, StringComparison.Ordinal);
    }

    private Task<Reply> ValidateAsync(string json) => _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/config/validate", json);
}
