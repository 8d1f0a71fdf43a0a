using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Headgate.EndToEnd.Sdk.Node;
using Headgate.EndToEnd.Worlds;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Clouds;

/// <summary>What passes verbatim, to Azure's two APIs and to Vertex: each call at its place, with the cloud's own credential.</summary>
public sealed class CloudRawTests(CloudWorld world) : IDisposable
{
    private const string Version = "api-version=2025-04-01-preview";

    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("azure", "/v1", "/azure/openai/v1/", "")]
    [InlineData("classic", "/v1", "/azure/openai/", "?" + Version)]
    [InlineData("azure", "/openai/v1", "/azure/openai/v1/", "")]
    [InlineData("classic", "/openai", "/azure/openai/", "?" + Version)]
    public async Task Files_and_batches_lie_with_the_resource_and_with_their_owner(string provider, string root, string upstream, string query)
    {
        var (file, made) = await IdAsync(HttpMethod.Post, $"{root}/files", Form("purpose", "batch"), provider);
        CheckCall(made, provider, $"{upstream}files{query}");
        var (batch, _) = await IdAsync(HttpMethod.Post, $"{root}/batches", Json(
            $$"""{"input_file_id":"{{file}}","endpoint":"/v1/chat/completions","completion_window":"24h"}"""));
        var (_, done) = await IdAsync(HttpMethod.Get, $"{root}/batches/{batch}");
        CheckCall(done, provider, $"{upstream}batches/{batch}{query}");

        foreach (var path in (string[])[$"files/{file}", $"files/{file}/content", $"batches/{batch}"])
        {
            var (status, _, record) = await SendAsync(HttpMethod.Get, $"{root}/{path}", key: CloudWorld.Foreigner);
            Assert.Equal((404, 0), (status, record.Attempts.Length));
            Assert.Equal(200, (await SendAsync(HttpMethod.Get, $"{root}/{path}")).Status);
        }

        Assert.Contains(file, (await SendAsync(HttpMethod.Get, $"{root}/files")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(file, (await SendAsync(HttpMethod.Get, $"{root}/files", key: CloudWorld.Foreigner)).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await SendAsync(HttpMethod.Delete, $"{root}/files/{file}")).Status);
    }

    [Theory]
    [InlineData("/v1")]
    [InlineData("/openai/v1")]
    public async Task An_upload_in_parts_lies_with_the_resource_and_with_its_owner(string root)
    {
        var (upload, begun) = await IdAsync(
            HttpMethod.Post, $"{root}/uploads", Json("""{"bytes":1,"filename":"a.txt","mime_type":"text/plain","purpose":"user_data"}"""), "azure");
        CheckCall(begun, "azure", "/azure/openai/v1/uploads");
        var form = new MultipartFormDataContent { { new ByteArrayContent("x"u8.ToArray()), "\"data\"", "\"blob\"" } };
        var (part, added) = await IdAsync(HttpMethod.Post, $"{root}/uploads/{upload}/parts", form);
        CheckCall(added, "azure", $"/azure/openai/v1/uploads/{upload}/parts");
        var parts = $$"""{"part_ids":["{{part}}"]}""";

        Assert.Equal(404, (await SendAsync(HttpMethod.Post, $"{root}/uploads/{upload}/complete", Json(parts), key: CloudWorld.Foreigner)).Status);
        var (_, text, record) = await SendAsync(HttpMethod.Post, $"{root}/uploads/{upload}/complete", Json(parts));
        CheckCall(CallOf(record), "azure", $"/azure/openai/v1/uploads/{upload}/complete");
        var file = JsonElement.Parse(text).GetProperty("file").GetProperty("id").GetString();
        Assert.Equal(200, (await SendAsync(HttpMethod.Get, $"{root}/files/{file}")).Status);
        Assert.Equal(404, (await SendAsync(HttpMethod.Get, $"{root}/files/{file}", key: CloudWorld.Foreigner)).Status);
    }

    [Theory]
    [InlineData("azure/echo", "/azure/openai/v1/")]
    [InlineData("classic/gpt-5-mini", "/azure/openai/deployments/my-deployment/")]
    public async Task Images_and_speech_are_made_by_a_deployment(string model, string upstream)
    {
        (string Path, HttpContent Content)[] calls =
        [
            ("images/generations", Json($$"""{"model":"{{model}}","prompt":"x"}""")),
            ("audio/speech", Json($$"""{"model":"{{model}}","input":"x","voice":"alloy"}""")),
            ("audio/transcriptions", Form("model", model)),
        ];
        foreach (var (path, content) in calls)
        {
            var (status, _, record) = await SendAsync(HttpMethod.Post, $"/v1/{path}", content);
            Assert.Equal((200, model), (status, record.Target));
            CheckCall(CallOf(record), model.Split('/')[0], upstream + path + (upstream.Contains("/v1/", StringComparison.Ordinal) ? "" : $"?{Version}"));
        }
    }

    [Theory]
    [InlineData("azure/echo", null, 1000)]
    [InlineData("azure/echo", null, 500_000)] // longer than what is looked at in passing
    [InlineData("azure/echo", "no-such-model", 1000)]
    [InlineData("azure/echo", "no-such-model", 500_000)]
    [InlineData("classic/gpt-5-mini", null, 1000)]
    public async Task A_forms_model_is_the_deployment_of_its_path(string model, string? written, int bytes)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[bytes]), "\"file\"", "\"speech.mp3\"" } };
        if (written is not null)
            form.Add(new StringContent(written), "\"model\"");
        var (status, text, record) = await SendAsync(HttpMethod.Post, $"/openai/deployments/{model}/audio/transcriptions?api-version=2024-06-01", form);

        Assert.Equal((200, model, model), (status, record.Model, record.Target));
        Assert.Contains($"{bytes} bytes", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("images/generations", """{"prompt":"x"}""")]
    [InlineData("images/generations", """{"model":"no-such-model","prompt":"x"}""")]
    [InlineData("audio/speech", """{"input":"x","voice":"alloy"}""")]
    public async Task A_bodys_model_is_the_deployment_of_its_path(string path, string body)
    {
        var (status, _, record) = await SendAsync(HttpMethod.Post, $"/openai/deployments/azure%2Fecho/{path}?{Version}", Json(body));

        Assert.Equal((200, "azure/echo"), (status, record.Target));
        CheckCall(CallOf(record), "azure", $"/azure/openai/v1/{path}");
    }

    [Theory]
    [InlineData("azure%2Fno-such-model", null, 404)]
    [InlineData("azure%2Fecho%0D%0A--b%0D%0AContent-Disposition:form-data;name=model%0D%0A%0D%0Aother", null, 400)]
    [InlineData("chosen", CloudWorld.Foreigner, 403)]
    public async Task A_deployment_that_is_none_or_anothers_is_refused(string deployment, string? key, int status)
    {
        var path = $"/openai/deployments/{deployment}/audio/transcriptions";
        Assert.Equal(status, (await SendAsync(HttpMethod.Post, path, Form("language", "en"), key: key)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("azure/echo")]
    [InlineData("classic/gpt-5-mini")]
    public Task Npm(string? deployment) => NodeScript.RunAsync(
        "azure-raw.mjs",
        ("BASE_URL", deployment is null ? $"{world.Simulator.BaseAddress}azure" : world.BaseUrl),
        ("API_KEY", deployment is null ? CloudWorld.AzureKey : world.Key),
        ("DEPLOYMENT", deployment ?? "echo"));

    [Fact]
    public async Task Azure_has_no_moderations()
    {
        var (status, _, record) = await SendAsync(HttpMethod.Post, "/v1/moderations", Json("""{"model":"azure/echo","input":"x"}"""));
        Assert.NotEqual(200, status);
        Assert.Empty(record.Attempts);
    }

    [Fact]
    public async Task A_stored_response_is_found_where_it_lies()
    {
        var (id, _) = await IdAsync(HttpMethod.Post, "/v1/responses", Json("""{"model":"azure/echo","input":"hello"}"""));
        Assert.Equal(404, (await SendAsync(HttpMethod.Get, $"/v1/responses/{id}", key: CloudWorld.Foreigner)).Status);
        var (status, _, record) = await SendAsync(HttpMethod.Get, $"/v1/responses/{id}");
        Assert.Equal(200, status);
        CheckCall(CallOf(record), "azure", $"/azure/openai/v1/responses/{id}");
    }

    [Theory]
    [InlineData("azure/echo", "/azure/openai/v1/realtime?model=echo")]
    [InlineData("classic/gpt-5-mini", $"/azure/openai/realtime?{Version}&deployment=my-deployment")]
    public async Task A_session_is_opened_with_a_deployment(string model, string upstream)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {world.Key}");
        var address = $"{world.BaseUrl.Replace("http:", "ws:", StringComparison.Ordinal)}/v1/realtime?model={model}";
        await socket.ConnectAsync(new Uri(address), Bound.Token());
        var buffer = new byte[1000];
        var heard = await socket.ReceiveAsync(buffer, Bound.Token());
        Assert.Contains("session.created", Encoding.UTF8.GetString(buffer, 0, heard.Count), StringComparison.Ordinal);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Bound.Token());
        Assert.Contains(world.Simulator.Calls, call => call.PathAndQuery == upstream);
    }

    [Fact]
    public async Task Vertex_is_passed_through_to_with_a_token()
    {
        const string Path = "/v1/projects/tests/locations/global/publishers/google/models/gemini-3-flash:echo:generateContent";
        var (status, text, record) = await SendAsync(
            HttpMethod.Post, $"/passthrough/vertex/vertex{Path}", Json("""{"contents":[{"role":"user","parts":[{"text":"hello"}]}]}"""));
        Assert.Equal(200, status);
        Assert.Contains("hello", text, StringComparison.Ordinal);
        CheckCall(CallOf(record), "vertex", $"/vertex{Path}");
    }

    [Theory]
    [InlineData("/vertex/v1/projects/another/locations/global/publishers/google/models/m:generateContent")]
    [InlineData("/vertex/v1/projects/tests/locations/us-east1/publishers/google/models/m:generateContent")]
    [InlineData("/vertex/token")]
    [InlineData("/azure/openai/v1/files")]
    public async Task Vertexs_token_opens_nothing_but_the_project_and_the_location(string path)
    {
        var before = world.Simulator.Calls.Count(call => call.PathAndQuery == path);
        var (status, _, _) = await SendAsync(HttpMethod.Post, $"/passthrough/vertex{path}", Json("{}"));
        Assert.Equal(404, status);
        Assert.Equal(before, world.Simulator.Calls.Count(call => call.PathAndQuery == path));
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static MultipartFormDataContent Form(string name, string value) => new()
    {
        { new StringContent(value), $"\"{name}\"" }, { new ByteArrayContent("{\"custom_id\":\"1\"}\n"u8.ToArray()), "\"file\"", "\"input.jsonl\"" },
    };

    private static void CheckCall(SimulatedCall call, string provider, string pathAndQuery)
    {
        Assert.Equal(pathAndQuery, call.PathAndQuery);
        Assert.Equal(provider == "classic" ? CloudWorld.AzureKey : null, call.Header("api-key"));
        Assert.Equal(provider != "classic", call.Header("authorization")?.StartsWith($"Bearer {provider}-token-", StringComparison.Ordinal) ?? false);
    }

    private SimulatedCall CallOf(RequestRecord record) => Assert.Single(world.Simulator.Calls, call => call.Id == record.VendorRequestId);

    private async Task<(string Id, SimulatedCall Call)> IdAsync(HttpMethod method, string path, HttpContent? content = null, string? provider = null)
    {
        var (status, text, record) = await SendAsync(method, path, content, provider);
        Assert.Equal(200, status);
        return (JsonElement.Parse(text).GetProperty("id").GetString()!, CallOf(record));
    }

    private async Task<(int Status, string Text, RequestRecord Record)> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, string? provider = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, world.BaseUrl + path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key ?? world.Key);
        if (provider is not null)
            request.Headers.Add("x-headgate-provider", provider);
        using var response = await _client.SendAsync(request, Bound.Token());
        var text = await response.Content.ReadAsStringAsync(Bound.Token());
        return ((int)response.StatusCode, text, await world.RecordAsync(response.Headers.GetValues("x-headgate-request-id").Single()));
    }
}
