using System.Net;
using System.Text;
using Headgate.Console.Tests.Running;
using Headgate.Gateway.Config;

namespace Headgate.Console.Tests.Api;

public sealed class PerimeterTests : IAsyncLifetime
{
    private const string Issue = """{ "name": "web" }""";

    private ConsoleHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await ConsoleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.0.2.7")]
    [InlineData("192.0.2.7:4001")]
    [InlineData("0.0.0.0")]
    public async Task Refuses_a_host_that_is_not_ours_on_every_path(string host)
    {
        foreach (string path in (string[])["/api/v1/status", "/readyz", "/metrics", "/api/docs", "/nowhere"])
        {
            Reply reply = await _host.CallAsync(AdminRole.Admin, "GET", path, edit: request => request.Headers.Host = host);

            Assert.Equal((HttpStatusCode.MisdirectedRequest, "unknown_host"), (reply.Status, reply.Code));
        }
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:4001")]
    [InlineData("127.0.0.1:9")]
    [InlineData("[::1]:4001")]
    [InlineData("console.example")]
    [InlineData("Console.Example:443")]
    public async Task Answers_under_our_own_names(string host)
    {
        Reply reply = await _host.CallAsync(AdminRole.Viewer, "GET", "/api/v1/status", edit: request => request.Headers.Host = host);

        Assert.Equal(HttpStatusCode.OK, reply.Status);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://console.example:1")]
    [InlineData("null")]
    [InlineData("console.example")]
    public async Task Refuses_a_foreign_origin_and_changes_nothing(string origin)
    {
        Reply reply = await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/keys", Issue, request =>
        {
            request.Headers.Host = "console.example";
            request.Headers.TryAddWithoutValidation("Origin", origin);
        });

        Assert.Equal((HttpStatusCode.Forbidden, "foreign_origin"), (reply.Status, reply.Code));
        Assert.Empty(await _host.Store.KeysAsync(default));
    }

    [Fact]
    public async Task Takes_its_own_origin()
    {
        Reply reply = await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/keys", Issue, request =>
        {
            request.Headers.Host = "console.example";
            request.Headers.TryAddWithoutValidation("Origin", "https://console.example");
        });

        Assert.Equal(HttpStatusCode.Created, reply.Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task Takes_no_body_that_a_form_could_send(string? contentType)
    {
        Reply reply = await _host.CallAsync(AdminRole.Admin, "POST", "/api/v1/keys", Issue, request =>
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Issue));
            if (contentType is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            }
        });

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported_media_type"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refuses_a_body_over_1_MiB(bool chunked)
    {
        string json = $$"""{ "text": "{{new string('a', 1 << 20)}}" }""";

        Reply reply = await _host.CallAsync(
            AdminRole.Admin, "POST", "/api/v1/config/validate", json, request => request.Headers.TransferEncodingChunked = chunked);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body_too_large"), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("GET", "/api/v1/nowhere", HttpStatusCode.NotFound, "not_found")]
    [InlineData("GET", "/api", HttpStatusCode.NotFound, "not_found")]
    [InlineData("PATCH", "/api/v1/keys/ci", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    public async Task Explains_what_routing_refuses(string method, string path, HttpStatusCode status, string code)
    {
        Reply reply = await _host.CallAsync(AdminRole.Admin, method, path);

        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal(["error"], reply.Json.AsObject().Select(member => member.Key));
        Assert.Equal(["code", "message", "param"], reply.Json["error"]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task Says_which_methods_go() =>
        Assert.Equal("DELETE, GET", (await _host.CallAsync(AdminRole.Admin, "PATCH", "/api/v1/keys/ci")).Headers["Allow"]);

    [Fact]
    public async Task Tells_the_caller_nothing_of_a_bug_and_the_log_everything()
    {
        Reply reply = await _host.CallAsync(AdminRole.Admin, "GET", "/broken");

        Assert.Equal((HttpStatusCode.InternalServerError, "internal"), (reply.Status, reply.Code));
        Assert.DoesNotContain("canary", reply.Body, StringComparison.Ordinal);
        Assert.Contains(_host.Log.All, line => line.StartsWith("Error: GET /broken failed", StringComparison.Ordinal)
            && line.Contains("canary in an exception", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/status")]
    [InlineData("/readyz")]
    [InlineData("/api/v1/nowhere")]
    [InlineData("/api/docs")]
    public async Task Sets_the_security_headers(string path)
    {
        Reply reply = await _host.CallAsync(AdminRole.Admin, "GET", path);

        Assert.Equal("nosniff", reply.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-store", reply.Headers["Cache-Control"]);
        Assert.Equal("no-referrer", reply.Headers["Referrer-Policy"]);
        Assert.Equal("same-origin", reply.Headers["Cross-Origin-Resource-Policy"]);
        Assert.StartsWith("default-src 'none'", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }
}
