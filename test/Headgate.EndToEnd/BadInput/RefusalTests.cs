using System.Globalization;
using System.Net.Http.Headers;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.BadInput;

/// <summary>The contract's error table, line by line, in both shapes: what is refused before a vendor is asked.</summary>
public sealed class RefusalTests(BadInputWorld world) : IClassFixture<BadInputWorld>
{
    public static TheoryData<string, int, string, string> Lines() => new()
    {
        { "no key", 401, "invalid_api_key", "authentication_error" },
        { "unknown key", 401, "invalid_api_key", "authentication_error" },
        { "two keys that differ", 401, "invalid_api_key", "authentication_error" },
        { "expired key", 401, "key_expired", "authentication_error" },
        { "model not allowed", 403, "model_not_allowed", "permission_error" },
        { "unknown model", 404, "model_not_found", "not_found_error" },
        { "unknown path", 404, "unsupported_endpoint", "not_found_error" },
        { "wrong method", 405, "method_not_allowed", "invalid_request_error" },
        { "too large", 413, "body_too_large", "request_too_large" },
        { "text/plain", 415, "unsupported_media_type", "invalid_request_error" },
        { "content-encoding: compress", 415, "unsupported_media_type", "invalid_request_error" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Openai(string what, int status, string code, string anthropicType)
    {
        using var request = Request(what, "/v1/chat/completions", TestCall.Chat("assistant"));
        using var response = await world.Client.SendAsync(request, Bound.Token());
        var error = await WireError.OpenAIAsync(response);

        Assert.Equal((status, code), (error.Status, error.Code));
        Assert.NotEmpty(error.Message);
        Assert.NotEmpty(anthropicType);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Anthropic(string what, int status, string code, string anthropicType)
    {
        using var request = Request(what, "/v1/messages", TestCall.Message("claude-only"));
        using var response = await world.Client.SendAsync(request, Bound.Token());
        var error = await WireError.AnthropicAsync(response);

        Assert.Equal((status, anthropicType), (error.Status, error.Type));
        Assert.NotEmpty(code);
    }

    [Fact]
    public async Task A_model_that_speaks_another_protocol_is_an_unsupported_endpoint()
    {
        using var request = TestCall.To(world.Gateway.BaseUrl, "/v1/completions", """{"model":"claude-only","prompt":"hi"}""");
        using var response = await world.Client.SendAsync(request, Bound.Token());

        Assert.Equal((404, "unsupported_endpoint"), await StatusAndCodeAsync(response));
    }

    [Fact]
    public async Task An_unknown_model_is_answered_with_near_names_among_the_allowed()
    {
        using var request = TestCall.To(world.Gateway.BaseUrl, "/v1/chat/completions", TestCall.Chat("asistant"));
        using var response = await world.Client.SendAsync(request, Bound.Token());
        var error = await WireError.OpenAIAsync(response);

        Assert.Equal(404, error.Status);
        Assert.Contains("assistant", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"previous_response_id\":\"resp_1\"")]
    [InlineData("\"conversation\":\"conv_1\"")]
    public async Task Stored_objects_of_the_vendor_that_are_not_the_callers_are_not_found(string member)
    {
        using var request = TestCall.To(world.Gateway.BaseUrl, "/v1/responses", $$"""{"model":"assistant","input":"x",{{member}}}""");
        using var response = await world.Client.SendAsync(request, Bound.Token());

        Assert.Equal((404, "not_found"), await StatusAndCodeAsync(response));
    }

    [Fact]
    public async Task A_rate_limit_says_when_to_come_back()
    {
        using var first = await world.Client.SendAsync(Chat(BadInputWorld.Limited), Bound.Token());
        using var second = await world.Client.SendAsync(Chat(BadInputWorld.Limited), Bound.Token());

        Assert.Equal(200, (int)first.StatusCode);
        Assert.Equal((429, "rate_limit_exceeded"), await StatusAndCodeAsync(second));
        Assert.True(second.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.True(double.Parse(second.Headers.GetValues("retry-after-ms").Single(), CultureInfo.InvariantCulture) > 0);
    }

    [Fact]
    public async Task A_limit_of_one_call_at_a_time_refuses_the_second_until_the_first_is_over()
    {
        var id = Guid.CreateVersion7().ToString();
        var held = Chat(BadInputWorld.Single, "openai/hold");
        held.Headers.Add("x-client-request-id", id);
        var first = world.Client.SendAsync(held, Bound.Token());
        var call = await world.Simulator.NextCallAsync(call => call.Header("x-client-request-id") == id, Bound.Token());

        using var second = await world.Client.SendAsync(Chat(BadInputWorld.Single), Bound.Token());
        call.Release();
        using var released = await first;
        var third = await Bound.UntilAsync("the slot to be free", async limit =>
        {
            var third = await world.Client.SendAsync(Chat(BadInputWorld.Single), limit);
            return (int)third.StatusCode == 200 ? third : null;
        });

        Assert.Equal((429, "rate_limit_exceeded"), await StatusAndCodeAsync(second));
        Assert.Equal(200, (int)released.StatusCode);
        third.Dispose();
    }

    private HttpRequestMessage Chat(string key, string model = "assistant") =>
        TestCall.To(world.Gateway.BaseUrl, "/v1/chat/completions", TestCall.Chat(model), key);

    private static async Task<(int, string?)> StatusAndCodeAsync(HttpResponseMessage response)
    {
        var error = await WireError.OpenAIAsync(response);
        return (error.Status, error.Code);
    }

    private HttpRequestMessage Request(string what, string path, string body)
    {
        var key = what switch
        {
            "no key" => null,
            "unknown key" => "hg-nobody-knows-this-key-0123456789",
            "expired key" => BadInputWorld.Expired,
            "model not allowed" => BadInputWorld.Narrow,
            _ => GatewayConfig.Key,
        };
        body = what switch
        {
            "model not allowed" => path == "/v1/messages" ? body : body.Replace("assistant", "openai/echo", StringComparison.Ordinal),
            "unknown model" when path == "/v1/messages" => TestCall.Message("nothing-like-it"),
            "unknown model" => TestCall.Chat("nothing-like-it"),
            "too large" => body.Replace("one two three", new string('x', BadInputWorld.MaxBodyBytes), StringComparison.Ordinal),
            _ => body,
        };
        path = what == "unknown path" ? path + "/nothing" : path;
        var request = TestCall.To(world.Gateway.BaseUrl, path, body, key);
        switch (what)
        {
            case "two keys that differ":
                request.Headers.Add("x-api-key", BadInputWorld.Narrow);
                break;
            case "wrong method":
                request.Method = HttpMethod.Put;
                break;
            case "text/plain":
                request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
                break;
            case "content-encoding: compress":
                request.Content!.Headers.ContentEncoding.Add("compress");
                break;
        }

        return request;
    }
}
