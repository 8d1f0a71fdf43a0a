using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Raw;

/// <summary>A vendor with files, forms and sessions behind a gateway with several owners.</summary>
public sealed class RawWorld : PlainWorld
{
    public const string Owner = GatewayConfig.Key;
    public const string Stranger = "hg-stranger-key-0123456789abcdefghijklmnopqrstuv";
    public const string Mate = "hg-mate-key-0123456789abcdefghijklmnopqrstuvwxyz";
    public const string OtherMate = "hg-other-mate-key-0123456789abcdefghijklmnopqrst";
    public const string Builder = "hg-builder-key-0123456789abcdefghijklmnopqrstuvw";
    public const string OtherBuilder = "hg-other-builder-key-0123456789abcdefghijklmnopq";
    public const string Single = "hg-single-key-0123456789abcdefghijklmnopqrstuvwx";
    public const string Narrow = "hg-narrow-key-0123456789abcdefghijklmnopqrstuvwx";
    public const string Listed = "hg-listed-key-0123456789abcdefghijklmnopqrstuvwx";
    public const int MaxUploadBytes = 1 << 20;

    protected override string Config(Uri simulator) => GatewayConfig.Head(simulator, ", max_upload: 1MiB").Replace(
        "keys:",
        $$"""
          open:
            type: openai-compatible
            api_key: sk-open-of-the-gateway
            base_url: "{{simulator}}v1"
            passthrough: ["GET /v1/models", "GET /v1/models/*", "POST /v1/moderations", "GET /v1/open/**"]
        teams: { mates: { models: ["*"] }, builders: { models: ["*"] } }
        keys:
          - { name: stranger, key: {{Stranger}}, models: ["*"], passthrough: ["* /**"] }
          - { name: mate, key: {{Mate}}, team: mates }
          - { name: other-mate, key: {{OtherMate}}, team: mates }
          - { name: builder, key: {{Builder}}, team: builders }
          - { name: other-builder, key: {{OtherBuilder}}, team: builders }
          - { name: single, key: {{Single}}, limits: { concurrent: 1 } }
          - { name: narrow, key: {{Narrow}}, models: ["openai/gpt-*"] }
          - { name: listed, key: {{Listed}}, passthrough: ["* /**"], server_tools: [] }
        """,
        StringComparison.Ordinal) + """
        models:
          painter: { targets: [ { model: openai/status-500 }, { model: openai/echo } ], retry: { tries: 1 } }
          scribe: { targets: [ { model: openai/echo } ] }
          brief: { targets: [ { model: openai/echo } ], timeouts: { total: 1s } }

        """;

    internal HttpRequestMessage Call(string key, HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, Gateway.BaseUrl + path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }

    internal async Task<(int Status, JsonElement Json)> SendAsync(string key, HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = Call(key, method, path, content);
        using var response = await Client.SendAsync(request, Bound.Token());
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Bound.Token()));
        return ((int)response.StatusCode, json.RootElement.Clone());
    }

    internal async Task<string> FileAsync(string key, string purpose = "batch", string text = "{\"custom_id\":\"1\"}\n")
    {
        var (status, json) = await SendAsync(key, HttpMethod.Post, "/v1/files", FileForm(purpose, Encoding.UTF8.GetBytes(text)));
        Assert.Equal(200, status);
        return json.GetProperty("id").GetString()!;
    }

    /// <summary>Begins an upload of one byte.</summary>
    internal async Task<string> UploadAsync(string key)
    {
        var (status, json) = await SendAsync(
            key, HttpMethod.Post, "/v1/uploads", Json("""{"bytes":1,"filename":"input.jsonl","mime_type":"application/jsonl","purpose":"batch"}"""));
        Assert.Equal(200, status);
        return json.GetProperty("id").GetString()!;
    }

    internal async Task<string> PartAsync(string key, string upload)
    {
        var (status, json) = await SendAsync(key, HttpMethod.Post, $"/v1/uploads/{upload}/parts", PartForm("\n"u8.ToArray()));
        Assert.Equal(200, status);
        return json.GetProperty("id").GetString()!;
    }

    internal async Task<string> BatchAsync(string key, string file)
    {
        var (status, json) = await SendAsync(key, HttpMethod.Post, "/v1/batches", Batch(file));
        Assert.Equal(200, status);
        return json.GetProperty("id").GetString()!;
    }

    internal async Task<string> ResponseAsync(string key)
    {
        var (status, json) = await SendAsync(key, HttpMethod.Post, "/v1/responses", Json("""{"model":"openai/echo","input":"hello"}"""));
        Assert.Equal(200, status);
        return json.GetProperty("id").GetString()!;
    }

    internal static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    internal static StringContent Batch(string file) =>
        Json($$"""{"input_file_id":"{{file}}","endpoint":"/v1/chat/completions","completion_window":"24h"}""");

    internal static MultipartFormDataContent PartForm(byte[] bytes) => new() { { new ByteArrayContent(bytes), "\"data\"", "\"blob\"" } };

    internal static MultipartFormDataContent FileForm(string purpose, byte[] bytes) =>
        new() { { new StringContent(purpose), "\"purpose\"" }, { new ByteArrayContent(bytes), "\"file\"", "\"input.jsonl\"" } };
}
