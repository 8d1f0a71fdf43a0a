using System.Text.Json;

namespace Headgate.EndToEnd.BadInput;

/// <summary>An error as a client reads it. Reading one asserts that it has its protocol's whole shape.</summary>
internal sealed record WireError(int Status, string? Code, string? Type, string Message, string? Param)
{
    public static async Task<WireError> OpenAIAsync(HttpResponseMessage response)
    {
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Bound.Token()));
        var error = body.RootElement.GetProperty("error");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return new WireError(
            (int)response.StatusCode, error.GetProperty("code").GetString(), error.GetProperty("type").GetString(),
            error.GetProperty("message").GetString()!, error.GetProperty("param").GetString());
    }

    public static async Task<WireError> AnthropicAsync(HttpResponseMessage response)
    {
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Bound.Token()));
        var error = body.RootElement.GetProperty("error");
        Assert.Equal("error", body.RootElement.GetProperty("type").GetString());
        Assert.Equal(response.Headers.GetValues("request-id").Single(), body.RootElement.GetProperty("request_id").GetString());
        return new WireError(
            (int)response.StatusCode, null, error.GetProperty("type").GetString(), error.GetProperty("message").GetString()!, null);
    }
}
