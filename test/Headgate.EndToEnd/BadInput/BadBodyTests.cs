using System.Text;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.BadInput;

/// <summary>
/// Bodies that are no request: a 400 that says why, in the shape of the protocol that was called, and nothing reaches a vendor.
/// </summary>
public sealed class BadBodyTests(BadInputWorld world) : IClassFixture<BadInputWorld>
{
    private const string User = "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":9";

    public static TheoryData<string, string, string> Bodies() => new()
    {
        { "empty", "", "invalid_json" },
        { "cut off", "{\"model\":\"assistant\",", "invalid_json" },
        { "trailing comma", "{\"model\":\"assistant\"," + User + ",}", "invalid_json" },
        { "two documents", "{\"model\":\"assistant\"," + User + "}{}", "invalid_json" },
        { "a comment", "{/* hi */\"model\":\"assistant\"," + User + "}", "invalid_json" },
        { "single quotes", "{'model':'assistant'}", "invalid_json" },
        { "a bare control character", "{\"model\":\"assi\u0001stant\"," + User + "}", "invalid_json" },
        { "leading zero", "{\"model\":\"assistant\",\"seed\":01," + User + "}", "invalid_json" },
        { "not a number", "{\"model\":\"assistant\",\"seed\":NaN," + User + "}", "invalid_json" },
        { "a byte order mark in the middle", "{\uFEFF\"model\":\"assistant\"," + User + "}", "invalid_json" },
        { "a name twice", "{\"model\":\"assistant\",\"model\":\"claude-only\"," + User + "}", "invalid_json" },
        { "a name twice, once escaped", "{\"model\":\"assistant\",\"mod\\u0065l\":\"claude-only\"," + User + "}", "invalid_json" },
        { "an unknown name twice", "{\"model\":\"assistant\",\"x\":1,\"\\u0078\":2," + User + "}", "invalid_json" },
        { "too deep", "{\"model\":\"assistant\"," + User + ",\"x\":" + new string('[', 64) + new string(']', 64) + "}", "invalid_json" },
        { "far too deep", "{\"x\":" + new string('[', 500_000), "invalid_json" },
        { "an array", "[1,2]", "invalid_request" },
        { "a string", "\"model\"", "invalid_request" },
        { "no model", "{" + User + "}", "invalid_request" },
        { "a model that is null", "{\"model\":null," + User + "}", "invalid_request" },
        { "a model that is a number", "{\"model\":5," + User + "}", "invalid_request" },
        { "an empty model", "{\"model\":\"\"," + User + "}", "invalid_request" },
        { "no messages", "{\"model\":\"assistant\",\"max_tokens\":9}", "invalid_request" },
        { "messages that are text", "{\"model\":\"assistant\",\"messages\":\"x\",\"max_tokens\":9}", "invalid_request" },
        { "a stream that is text", "{\"model\":\"assistant\",\"stream\":\"yes\"," + User + "}", "invalid_request" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Openai_is_told_why(string what, string body, string code)
    {
        var error = await RefusedAsync(what, "/v1/chat/completions", Encoding.UTF8.GetBytes(body), WireError.OpenAIAsync);

        Assert.Equal((400, code, "invalid_request_error"), (error.Status, error.Code, error.Type));
        Assert.NotEmpty(error.Message);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Anthropic_is_told_why(string what, string body, string code)
    {
        var error = await RefusedAsync(what, "/v1/messages", Encoding.UTF8.GetBytes(body), WireError.AnthropicAsync);

        Assert.Equal((400, "invalid_request_error"), (error.Status, error.Type));
        Assert.NotEmpty(error.Message);
        Assert.StartsWith("invalid_", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"model\":7,\"messages\":[]}", "model")]
    [InlineData("{\"model\":\"assistant\",\"messages\":7}", "messages")]
    public async Task The_path_at_fault_is_named(string body, string path)
    {
        var error = await RefusedAsync(path, "/v1/chat/completions", Encoding.UTF8.GetBytes(body), WireError.OpenAIAsync);

        Assert.EndsWith(path, error.Param, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xE2, 0x82 })]
    [InlineData(new byte[] { 0xF5, 0x80, 0x80, 0x80 })]
    public async Task Text_that_is_no_utf8_is_no_json(byte[] bytes)
    {
        byte[] body = [.. "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":\""u8, .. bytes, .. "\"}]}"u8];

        var error = await RefusedAsync("utf-8", "/v1/chat/completions", body, WireError.OpenAIAsync);

        Assert.Equal((400, "invalid_json"), (error.Status, error.Code));
    }

    [Fact]
    public async Task The_deepest_nesting_allowed_passes()
    {
        var body = "{\"model\":\"assistant\"," + User + ",\"x\":" + new string('[', 63) + new string(']', 63) + "}";
        using var request = TestCall.To(world.Gateway.BaseUrl, "/v1/chat/completions", body);

        using var response = await world.Client.SendAsync(request, Bound.Token());

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Mangled_bodies_are_never_a_fault_of_the_server(int seed)
    {
        const int Bodies = 150;
        const string Sound =
            "{\"model\":\"assistant\",\"stream\":true,\"stream_options\":{\"include_usage\":null},"
            + User + ",\"x\":\"\\ud83d\\ude00 é\"}";
        var random = new Random(seed);
        for (var i = 0; i < Bodies; i++)
        {
            var body = Encoding.UTF8.GetBytes(Sound);
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            body = body[..random.Next(body.Length / 2, body.Length + 1)];
            using var request = TestCall.To(world.Gateway.BaseUrl, "/v1/chat/completions", body);

            using var response = await world.Client.SendAsync(request, Bound.Token());

            Assert.InRange((int)response.StatusCode, 200, 499);
        }
    }

    private async Task<WireError> RefusedAsync(string what, string path, byte[] body, Func<HttpResponseMessage, Task<WireError>> read)
    {
        using var request = TestCall.To(world.Gateway.BaseUrl, path, body);
        request.Headers.Add("x-client-request-id", what);
        using var response = await world.Client.SendAsync(request, Bound.Token());
        var error = await read(response);
        Assert.DoesNotContain(world.Simulator.Calls, call => call.Header("x-client-request-id") == what);
        return error;
    }
}
