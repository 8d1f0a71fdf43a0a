using System.Text;

namespace Headgate.EndToEnd.Worlds;

/// <summary>Calls of a gateway without an SDK: the bytes are the test's own.</summary>
internal static class TestCall
{
    /// <summary>A call with the test key and a JSON body.</summary>
    public static HttpRequestMessage To(string baseUrl, string path, byte[] body, string? key = GatewayConfig.Key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, baseUrl + path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (path.Contains("/messages", StringComparison.Ordinal))
            request.Headers.Add("anthropic-version", "2023-06-01");
        if (key is not null)
            request.Headers.Add("Authorization", $"Bearer {key}");
        return request;
    }

    public static HttpRequestMessage To(string baseUrl, string path, string body, string? key = GatewayConfig.Key) =>
        To(baseUrl, path, Encoding.UTF8.GetBytes(body), key);

    /// <summary>A chat with one user turn.</summary>
    public static string Chat(string model, string text = "one two three", bool stream = false) =>
        $$"""{"model":"{{model}}","messages":[{"role":"user","content":"{{text}}"}]{{Stream(stream)}}}""";

    /// <summary>A message of Anthropic's with one user turn.</summary>
    public static string Message(string model, string text = "one two three", bool stream = false) =>
        $$"""{"model":"{{model}}","max_tokens":100,"messages":[{"role":"user","content":"{{text}}"}]{{Stream(stream)}}}""";

    private static string Stream(bool stream) => stream ? ",\"stream\":true" : "";
}
