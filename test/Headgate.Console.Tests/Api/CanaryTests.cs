using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Headgate.Console.Tests.Api;

/// <summary>No secret leaves but the one that is meant to, and that one leaves once.</summary>
public sealed class CanaryTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_secret_is_in_the_reply_that_made_it_and_in_no_other_and_in_no_log_line()
    {
        _host.Requests.Records = [SampleRecords.Full, SampleRecords.Refused];
        Reply issued = await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/keys", """{ "name": "web" }""");
        Reply rotated = await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/keys/web/rotate");
        const string Stored = "sk-canary-of-a-stored-provider";
        await _host.CallAsync(AdminRole.Admin, "PUT", "/api/v1/providers/acme", $$"""{ "type": "openai", "api_key": "{{Stored}}" }""");
        string[] canaries =
        [
            (string)issued.Json["secret"]!, (string)rotated.Json["secret"]!, ConsoleHost.FileKeySecret, MemoryConfig.ProviderSecret, Stored,
            .. Enum.GetValues<AdminRole>().Select(MemoryConfig.TokenOf),
        ];

        List<string> seen = [.. await EveryGetAsync()];
        seen.Add((await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/keys", """{ "name": "web" }""")).Body);
        seen.Add((await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/keys", $$"""{ "name": "{{canaries[0]}} " }""")).Body);
        seen.Add((await _host.CallAsync(AdminRole.Admin, "GET", $"/api/v1/keys/{canaries[0]}")).Body);
        seen.Add((await _host.CallAsync(AdminRole.Admin, "GET", $"/api/v1/requests?since={canaries[0]}")).Body);
        seen.Add((await _host.CallAsync(AdminRole.Admin, "DELETE", "/api/v1/keys/web")).Body);
        seen.Add((await _host.CallAsync(AdminRole.Admin, "DELETE", $"/api/v1/keys/{canaries[0]}")).Body);
        seen.Add((await _host.CallAsync(AdminRole.Admin, "PUT", "/api/v1/providers/b", $$"""{ "type": "openai", "api_key": ["{{Stored}}"], "x": 1 }""")).Body);
        seen.Add((await _host.CallAsync(AdminRole.Admin, "DELETE", "/api/v1/providers/acme")).Body);
        seen.Add((await _host.CallAsync(AdminRole.Admin, "GET", "/api/v1/audit")).Body);
        seen.AddRange(_host.Log.All.Where(line => !IsAccessLine(line)));

        Assert.All(seen, text => Assert.All(canaries, canary => Assert.DoesNotContain(canary, text, StringComparison.Ordinal)));
        Assert.Single(issued.Body.Split(canaries[0])[1..]);
        Assert.Single(rotated.Body.Split(canaries[1])[1..]);
        Assert.DoesNotContain(canaries[0], rotated.Body, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<string>> EveryGetAsync()
    {
        List<string> bodies = [];
        foreach (RouteEndpoint endpoint in _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            {
                string path = endpoint.RoutePattern.RawText!
                    .Replace("{name}", "acme", StringComparison.Ordinal)
                    .Replace("{key}", "web", StringComparison.Ordinal)
                    .Replace("{id}", SampleRecords.Full.Id, StringComparison.Ordinal);
                bodies.Add((await _host.CallAsync(AdminRole.Admin, "GET", path)).Body);
            }
        }

        Assert.True(bodies.Count > 10);
        return bodies;
    }

    /// <summary>The framework's own lines per request hold the path, below the level that the product logs at.</summary>
    private static bool IsAccessLine(string line) =>
        line.StartsWith("Trace:", StringComparison.Ordinal) || line.StartsWith("Debug:", StringComparison.Ordinal)
        || line.StartsWith("Information: Request ", StringComparison.Ordinal);
}
