using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Processes;

/// <summary>Calls of the control plane with the test's admin token.</summary>
internal static class AdminCall
{
    public static async Task<string> SendAsync(HttpMethod method, string url, string? json = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", GatewayConfig.AdminToken);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, Bound.Token());
        var body = await response.Content.ReadAsStringAsync(Bound.Token());
        Assert.True(response.IsSuccessStatusCode, $"{method} {url}: {(int)response.StatusCode} {body}");
        return body;
    }

    public static async Task<JsonElement> JsonAsync(HttpMethod method, string url, string? json = null)
    {
        using var document = JsonDocument.Parse(await SendAsync(method, url, json));
        return document.RootElement.Clone();
    }
}
