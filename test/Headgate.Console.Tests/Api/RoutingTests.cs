using System.Net;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;

namespace Headgate.Console.Tests.Api;

public sealed class RoutingTests : IAsyncLifetime
{
    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Explains_what_would_become_of_a_request() => Golden.Matches(
        "route",
        (await ExplainAsync("""{ "model": "chat", "key": "ci", "stream": true, "tools": true, "input_tokens": 10, "metadata": { "a": "b" } }""")).Json);

    [Fact]
    public async Task Explains_what_the_client_would_be_told() => Golden.Matches(
        "route-refused", (await ExplainAsync("""{ "model": "backup", "key": "key_file_ci", "protocol": "messages" }""")).Json);

    [Fact]
    public async Task A_body_says_what_flags_would()
    {
        Reply said = await ExplainAsync("""{ "model": "chat", "key": "ci", "request": { "stream": true, "tools": [ { "type": "function" } ] }, "input_tokens": 10 }""");
        Reply flagged = await ExplainAsync("""{ "model": "chat", "key": "ci", "stream": true, "tools": true, "input_tokens": 10 }""");

        Assert.Equal(HttpStatusCode.OK, said.Status);
        Assert.Equal(flagged.Json["alias"]!.ToJsonString(), said.Json["alias"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{ "stream": true }""", "$")]
    [InlineData("""{ "model": "chat", "tokens": 1 }""", "$.tokens")]
    [InlineData("""{ "model": "chat", "key": "nobody" }""", "key")]
    [InlineData("""{ "model": "chat", "protocol": "smoke" }""", "protocol")]
    [InlineData("""{ "model": "chat", "input_tokens": -1 }""", "input_tokens")]
    [InlineData("""{ "model": "chat", "request": [] }""", "request")]
    [InlineData("""{ "model": "chat", "request": {}, "tools": true }""", "request")]
    public async Task Refuses_what_is_no_request_and_says_where(string json, string param)
    {
        Reply reply = await ExplainAsync(json);

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request", param), (reply.Status, reply.Code, reply.Param));
    }

    private Task<Reply> ExplainAsync(string json) => _host.CallAsync(AdminRole.Viewer, "POST", "/api/v1/route/explain", json);
}
