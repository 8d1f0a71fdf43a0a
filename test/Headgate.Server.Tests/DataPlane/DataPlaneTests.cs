using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Headgate.Gateway.Config;

namespace Headgate.Server.Tests.DataPlane;

public sealed class DataPlaneTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/chat/completions?x=1", "chat")]
    [InlineData("/v1/messages?beta=true", "messages")]
    public async Task A_call_reaches_the_pipeline_with_its_protocol(string target, string protocol)
    {
        await using TestDataPlane plane = await TestDataPlane.StartAsync();
        using HttpResponseMessage reply = await plane.Client.PostAsync(target, JsonContent.Create("{}"), Cancellation);
        Assert.Equal(protocol, await reply.Content.ReadAsStringAsync(Cancellation));
        Assert.False(reply.Headers.Contains("server"));
    }

    [Theory]
    [InlineData("/v1/models", null, "OpenAI all")]
    [InlineData("/v1/models", "2023-06-01", "Anthropic all")]
    [InlineData("/anthropic/v1/models", null, "Anthropic all")]
    [InlineData("/models/sim/echo", null, "OpenAI sim/echo")]
    [InlineData("/v1/models/sim%2Fecho", "2023-06-01", "Anthropic sim/echo")]
    public async Task Models_are_listed_in_the_callers_dialect(string path, string? anthropicVersion, string expected)
    {
        await using TestDataPlane plane = await TestDataPlane.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (anthropicVersion is not null)
        {
            request.Headers.Add("anthropic-version", anthropicVersion);
        }

        using HttpResponseMessage reply = await plane.Client.SendAsync(request, Cancellation);
        Assert.Equal(expected, await reply.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", "POST, OPTIONS")]
    [InlineData("HEAD", "/v1/messages", "POST, OPTIONS")]
    [InlineData("DELETE", "/v1/models/x", "GET, HEAD, OPTIONS")]
    [InlineData("POST", "/readyz", "GET, HEAD, OPTIONS")]
    public async Task A_wrong_method_is_405_and_told_which_are_right(string method, string path, string allow)
    {
        await using TestDataPlane plane = await TestDataPlane.StartAsync();
        using HttpResponseMessage reply = await plane.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancellation);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
        Assert.Equal(allow, string.Join(", ", reply.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("/v1/nothing", "There is no /v1/nothing here")]
    [InlineData("/v1/v1/chat/completions", "take the /v1 off")]
    public async Task An_unknown_path_is_404_in_OpenAIs_shape(string path, string says)
    {
        await using TestDataPlane plane = await TestDataPlane.StartAsync();
        using HttpResponseMessage reply = await plane.Client.PostAsync(path, JsonContent.Create("{}"), Cancellation);
        JsonElement error = (await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("error");
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.Equal("unsupported_endpoint", error.GetProperty("code").GetString());
        Assert.Contains(says, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_path_is_404_in_Anthropics_shape_for_its_clients()
    {
        await using TestDataPlane plane = await TestDataPlane.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/nothing");
        request.Headers.Add("anthropic-version", "2023-06-01");
        using HttpResponseMessage reply = await plane.Client.SendAsync(request, Cancellation);
        JsonElement body = await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("error", body.GetProperty("type").GetString());
        Assert.Equal("not_found_error", body.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Readiness_follows_the_gateways_life_and_health_does_not()
    {
        await using TestDataPlane plane = await TestDataPlane.StartAsync();
        await AssertStatusAsync(plane, "/readyz", HttpStatusCode.ServiceUnavailable, "starting");
        plane.State.Ready();
        await AssertStatusAsync(plane, "/readyz", HttpStatusCode.OK, "ready");
        plane.State.Drain();
        await AssertStatusAsync(plane, "/readyz", HttpStatusCode.ServiceUnavailable, "draining");
        await AssertStatusAsync(plane, "/healthz", HttpStatusCode.OK, "ok");
    }

    [Fact]
    public async Task HEAD_gives_the_headers_of_GET_and_no_body()
    {
        await using TestDataPlane plane = await TestDataPlane.StartAsync();
        using HttpResponseMessage reply = await plane.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/healthz"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.True(reply.Content.Headers.ContentLength > 0);
        Assert.Empty(await reply.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_flood_of_headers_is_431_and_the_next_call_is_served()
    {
        await using TestDataPlane plane = await TestDataPlane.StartAsync();
        foreach (int count in (int[])[150, 5_000])
        {
            using HttpRequestMessage flood = new(HttpMethod.Get, "/healthz");
            for (int index = 0; index < count; index++)
            {
                flood.Headers.Add($"x-flood-{index}", "drop");
            }

            using HttpResponseMessage reply = await plane.Client.SendAsync(flood, Cancellation);
            Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, reply.StatusCode);
        }

        using HttpResponseMessage next = await plane.Client.GetAsync("/healthz", Cancellation);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    [Fact]
    public async Task Headers_of_more_than_32_KiB_are_431()
    {
        await using TestDataPlane plane = await TestDataPlane.StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "/healthz");
        request.Headers.Add("x-long", new string('a', 33 << 10));
        using HttpResponseMessage reply = await plane.Client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, reply.StatusCode);
    }

    [Fact]
    public async Task OPTIONS_says_what_a_path_takes()
    {
        await using TestDataPlane plane = await TestDataPlane.StartAsync();
        using HttpResponseMessage reply =
            await plane.Client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/v1/messages"), Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
        Assert.Equal("POST, OPTIONS", string.Join(", ", reply.Content.Headers.Allow));
        Assert.False(reply.Headers.Contains("access-control-allow-origin"));
    }

    [Theory]
    [InlineData("https://app.example", "https://app.example", true)]
    [InlineData("*", "https://anything.example", true)]
    [InlineData("https://app.example", "https://evil.example", false)]
    [InlineData("https://app.example", "https://app.example.evil.example", false)]
    [InlineData("https://app.example", "null", false)]
    public async Task A_preflight_is_granted_to_the_origins_of_the_config(string allowed, string origin, bool granted)
    {
        await using TestDataPlane plane = await TestDataPlane.StartAsync(options: new ServerOptions { CorsOrigins = [allowed] });
        using HttpRequestMessage preflight = new(HttpMethod.Options, "/v1/chat/completions");
        preflight.Headers.Add("origin", origin);
        preflight.Headers.Add("access-control-request-method", "POST");
        preflight.Headers.Add("access-control-request-headers", "authorization,content-type");

        using HttpResponseMessage reply = await plane.Client.SendAsync(preflight, Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, reply.StatusCode);
        Assert.Equal(["Origin"], reply.Headers.Vary);
        Assert.Equal(granted ? origin : null, Header(reply, "access-control-allow-origin"));
        Assert.Equal(granted ? "authorization,content-type" : null, Header(reply, "access-control-allow-headers"));
        Assert.Null(Header(reply, "access-control-allow-credentials"));
    }

    [Fact]
    public async Task A_call_of_an_allowed_origin_may_be_read_even_when_it_fails()
    {
        await using TestDataPlane plane = await TestDataPlane.StartAsync(options: new ServerOptions { CorsOrigins = ["https://app.example"] });
        foreach (string path in (string[])["/v1/models", "/v1/nothing"])
        {
            using HttpRequestMessage call = new(HttpMethod.Get, path);
            call.Headers.Add("origin", "https://app.example");
            using HttpResponseMessage reply = await plane.Client.SendAsync(call, Cancellation);
            Assert.Equal("https://app.example", Header(reply, "access-control-allow-origin"));
            Assert.Contains("x-headgate-request-id", Header(reply, "access-control-expose-headers"), StringComparison.Ordinal);
        }
    }

    private static async Task AssertStatusAsync(TestDataPlane plane, string path, HttpStatusCode status, string says)
    {
        using HttpResponseMessage reply = await plane.Client.GetAsync(path, Cancellation);
        JsonElement body = await reply.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(status, reply.StatusCode);
        Assert.Equal(says, body.GetProperty("status").GetString());
        Assert.Equal("0123456789abcdef", body.GetProperty("config").GetString());
    }

    private static string? Header(HttpResponseMessage reply, string name) =>
        reply.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;
}
