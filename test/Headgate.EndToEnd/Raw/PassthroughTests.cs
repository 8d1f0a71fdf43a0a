using System.Net.Sockets;
using System.Text;

namespace Headgate.EndToEnd.Raw;

/// <summary>Only what provider and key both open passes, however the path is written.</summary>
public sealed class PassthroughTests(RawWorld world) : IClassFixture<RawWorld>
{
    [Theory]
    [InlineData("GET", "/passthrough/open/v1/models", 200, "/v1/models")]
    [InlineData("GET", "/passthrough/open/v1/models?limit=2&key=hg-secret", 200, "/v1/models?limit=2")]
    [InlineData("GET", "/passthrough/open/v1/models/echo", 200, "/v1/models/echo")]
    [InlineData("POST", "/passthrough/open/v1/moderations", 200, "/v1/moderations")]
    public async Task What_is_open_passes(string method, string path, int status, string arrives)
    {
        using var request = world.Call(RawWorld.Stranger, new HttpMethod(method), path, method == "POST" ? RawWorld.Json("""{"input":"x"}""") : null);
        request.Headers.Add("x-client-request-id", path);
        request.Headers.Add("Cookie", "a=b");
        using var response = await world.Client.SendAsync(request, Bound.Token());

        Assert.Equal(status, (int)response.StatusCode);
        Assert.False(response.Headers.Contains("set-cookie"));
        var call = world.Simulator.Calls.Last(call => call.Header("x-client-request-id") == path);
        Assert.Equal(arrives, call.PathAndQuery);
        Assert.Equal("Bearer sk-open-of-the-gateway", call.Header("authorization"));
        Assert.Null(call.Header("cookie"));
    }

    [Theory]
    [InlineData("GET", "/passthrough/open/v1/models", 403)]
    [InlineData("POST", "/v1/batches", 403)]
    [InlineData("GET", "/v1/realtime?model=openai/echo", 403)]
    [InlineData("GET", "/v1/batches", 200)]
    [InlineData("POST", "/v1/moderations", 200)]
    public async Task What_is_not_read_is_closed_to_a_key_with_a_list_of_tools(string method, string path, int status)
    {
        var content = method == "POST" ? RawWorld.Json("""{"model":"openai/echo","input":"x","input_file_id":"file-1"}""") : null;
        var (answered, json) = await world.SendAsync(RawWorld.Listed, new HttpMethod(method), path, content);

        Assert.Equal(status, answered);
        Assert.True(status == 200 || json.GetProperty("error").GetProperty("code").GetString() == "option_not_allowed");
    }

    [Theory]
    [InlineData(RawWorld.Owner, "GET", "/passthrough/open/v1/models")] // the key opens nothing
    [InlineData(RawWorld.Stranger, "GET", "/passthrough/openai/v1/models")] // the provider opens nothing
    [InlineData(RawWorld.Stranger, "DELETE", "/passthrough/open/v1/models/echo")]
    [InlineData(RawWorld.Stranger, "GET", "/passthrough/nobody/v1/models")]
    [InlineData(RawWorld.Stranger, "GET", "/passthrough/open/v1/files")]
    [InlineData(RawWorld.Stranger, "GET", "/passthrough/open/v1/models/a/b")]
    public async Task What_either_does_not_open_is_closed(string key, string method, string path)
    {
        using var request = world.Call(key, new HttpMethod(method), path);
        using var response = await world.Client.SendAsync(request, Bound.Token());

        Assert.Equal(404, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("/passthrough/open/v1/open/../files")]
    [InlineData("/passthrough/open/v1/open/..")]
    [InlineData("/passthrough/open/v1/open/%2e%2e/files")]
    [InlineData("/passthrough/open/v1/open/%2E%2E/files")]
    [InlineData("/passthrough/open/v1/open/.%2e/files")]
    [InlineData("/passthrough/open/v1/open/%252e%252e/files")]
    [InlineData("/passthrough/open/v1/open/..%2ffiles")]
    [InlineData("/passthrough/open/v1/open/..%2Ffiles")]
    [InlineData("/passthrough/open/v1/open/..%5cfiles")]
    [InlineData("/passthrough/open/v1/open/..\\files")]
    [InlineData("/passthrough/open/v1/open/..;/files")]
    [InlineData("/passthrough/open/v1/open/%2f%2e%2e%2ffiles")]
    [InlineData("/passthrough/open/v1/open/%c0%ae%c0%ae/files")]
    [InlineData("/passthrough/open/v1/open/%00/files")]
    [InlineData("/passthrough/open/v1/open/./x")]
    [InlineData("/passthrough/open/v1/open//x")]
    [InlineData("/passthrough/open//v1/open/x")]
    [InlineData("/passthrough/open/v1/open/")]
    [InlineData("/passthrough/open//evil.example/v1/open/x")]
    [InlineData("/passthrough/open/@evil.example/v1/open/x")]
    [InlineData("/passthrough/open/v1/%6fpen/x")]
    [InlineData("/passthrough/open/v1/%6dodels")]
    [InlineData("/passthrough/open/v1/models%2f..%2ffiles")]
    [InlineData("/passthrough/open/v1/models%3f/x")]
    [InlineData("/passthrough/open/v1/models%23")]
    [InlineData("/passthrough/../passthrough/open/v1/open/../files")]
    [InlineData("/v1/../passthrough/open/v1/models")]
    [InlineData("/passthrough/%6fpen/v1/models")]
    [InlineData("/passthrough/open%2fv1/models")]
    [InlineData("http://evil.example/passthrough/open/v1/open/x")]
    [InlineData("/passthrough/open/v1/open/%")]
    [InlineData("/passthrough/open/v1/open/%zz")]
    public async Task A_path_that_could_be_read_as_another_goes_nowhere(string target)
    {
        var before = world.Simulator.Calls.Count;
        Assert.InRange(await StatusOfRawAsync(target), 400, 404);
        Assert.Equal(before, world.Simulator.Calls.Count);
    }

    /// <summary>No client library sends such a path as it is.</summary>
    private async Task<int> StatusOfRawAsync(string target)
    {
        var gateway = new Uri(world.Gateway.BaseUrl);
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Host, gateway.Port, Bound.Token());
        await using var stream = client.GetStream();
        var head = $"GET {target} HTTP/1.1\r\nHost: {gateway.Authority}\r\nAuthorization: Bearer {RawWorld.Stranger}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Bound.Token());
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(Bound.Token());
        return int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
