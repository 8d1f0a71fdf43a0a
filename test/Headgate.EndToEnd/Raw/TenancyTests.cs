using System.Text.Json;

namespace Headgate.EndToEnd.Raw;

/// <summary>Every path and every body field that names an object of a vendor's, with an own id, another's, and one that never was.</summary>
public sealed class TenancyTests(RawWorld world) : IClassFixture<RawWorld>
{
    private static readonly (string Kind, string Method, string Path)[] Paths =
    [
        ("file", "GET", "/v1/files/ID"), ("file", "GET", "/v1/files/ID/content"), ("file", "DELETE", "/v1/files/ID"),
        ("batch", "GET", "/v1/batches/ID"), ("batch", "POST", "/v1/batches/ID/cancel"),
        ("response", "GET", "/v1/responses/ID"), ("response", "GET", "/v1/responses/ID/input_items"),
        ("response", "POST", "/v1/responses/ID/cancel"), ("response", "DELETE", "/v1/responses/ID"),
    ];

    private static readonly (string Kind, string Path, string Body, bool IsKept)[] Fields =
    [
        ("file", "/v1/batches", """{"input_file_id":"ID","endpoint":"/v1/chat/completions","completion_window":"24h"}""", true),
        ("file", "/v1/chat/completions", """{"model":"openai/echo","messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"ID"}}]}]}""", true),
        ("file", "/v1/chat/completions", """{"model":"openai/echo","messages":[{"role":"user","content":[{"type":"file","file":{"file\u005fid":"ID"}}]}]}""", true),
        ("file", "/v1/responses", """{"model":"openai/echo","input":[{"role":"user","content":[{"type":"input_file","file_id":"ID"}]}]}""", true),
        ("file", "/v1/responses", """{"model":"openai/echo","input":[{"role":"user","content":[{"type":"input_image","file_id":"ID"}]}]}""", true),
        ("file", "/v1/responses", """{"model":"openai/echo","input":[{"type":"function_call_output","call_id":"c","output":[{"type":"input_file","file_id":"ID"}]}]}""", true),
        ("file", "/v1/responses", """{"model":"openai/echo","input":"x","tools":[{"type":"code_interpreter","container":{"type":"auto","file_ids":["ID"]}}]}""", true),
        ("file", "/v1/responses", """{"model":"openai/echo","input":"x","prompt":{"id":"p","variables":{"v":{"type":"input_file","file_id":"ID"}}}}""", true),
        ("response", "/v1/responses", """{"model":"openai/echo","input":"x","previous_response_id":"ID"}""", true),
        ("container", "/v1/responses", """{"model":"openai/echo","input":"x","tools":[{"type":"code_interpreter","container":"ID"}]}""", false),
        ("container", "/v1/responses", """{"model":"openai/echo","input":"x","tools":[{"type":"shell","environment":{"container_id":"ID"}}]}""", false),
        ("conversation", "/v1/responses", """{"model":"openai/echo","input":"x","conversation":"ID"}""", false),
        ("conversation", "/v1/responses", """{"model":"openai/echo","input":"x","conversation":{"id":"ID"}}""", false),
        ("item", "/v1/responses", """{"model":"openai/echo","input":[{"type":"item_reference","id":"ID"}]}""", false),
        ("item", "/v1/responses", """{"model":"openai/echo","input":[{"id":"ID"}]}""", false),
        ("file", "/v1/messages", """{"model":"claude/echo","max_tokens":9,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"file","file_id":"ID"}}]}]}""", false),
        ("file", "/v1/messages", """{"model":"claude/echo","max_tokens":9,"messages":[{"role":"user","content":[{"type":"container_upload","file_id":"ID"}]}]}""", false),
        ("container", "/v1/messages", """{"model":"claude/echo","max_tokens":9,"container":"ID","messages":[{"role":"user","content":"x"}]}""", false),
        ("container", "/v1/messages", """{"model":"claude/echo","max_tokens":9,"container":{"id":"ID"},"messages":[{"role":"user","content":"x"}]}""", false),
    ];

    public static TheoryData<int, string> EveryPath => Every(Paths.Length);

    public static TheoryData<int, string> EveryField => Every(Fields.Length);

    [Theory]
    [MemberData(nameof(EveryPath))]
    public async Task A_path(int which, string whose)
    {
        var (kind, method, path) = Paths[which];
        var id = await IdAsync(kind, whose);
        using var request = world.Call(RawWorld.Owner, new HttpMethod(method), path.Replace("ID", id, StringComparison.Ordinal));

        await CheckAsync(request, whose, isKept: true);
    }

    [Theory]
    [MemberData(nameof(EveryField))]
    public async Task A_body(int which, string whose)
    {
        var (kind, path, body, isKept) = Fields[which];
        var id = await IdAsync(kind, whose);
        using var request = world.Call(RawWorld.Owner, HttpMethod.Post, path, RawWorld.Json(body.Replace("ID", id, StringComparison.Ordinal)));

        await CheckAsync(request, whose, isKept);
    }

    [Fact]
    public async Task A_list_shows_what_is_owned_and_in_pages()
    {
        string[] mine = [await world.FileAsync(RawWorld.Mate), await world.FileAsync(RawWorld.Mate, "user_data"), await world.FileAsync(RawWorld.OtherMate)];
        var foreign = await world.FileAsync(RawWorld.Stranger);

        var whole = await IdsAsync("/v1/files");
        Assert.Equal(mine.Reverse(), whole);
        Assert.DoesNotContain(foreign, whole);
        Assert.Equal([mine[1]], await IdsAsync("/v1/files?purpose=user_data"));
        Assert.Equal([mine[2], mine[1]], await IdsAsync("/v1/files?limit=2"));
        Assert.Equal([mine[0]], await IdsAsync($"/v1/files?limit=2&after={mine[1]}"));
        Assert.Equal(mine, await IdsAsync("/v1/files?order=asc"));
        Assert.Empty(await IdsAsync($"/v1/files?after={foreign}"));

        var batch = await world.BatchAsync(RawWorld.Mate, mine[0]);
        Assert.Equal([batch], await IdsAsync("/v1/batches"));
        var (_, done) = await world.SendAsync(RawWorld.OtherMate, HttpMethod.Get, $"/v1/batches/{batch}");
        var output = done.GetProperty("output_file_id").GetString()!;
        Assert.Equal(output, (await IdsAsync("/v1/files"))[0]);
        Assert.Equal(404, (await world.SendAsync(RawWorld.Stranger, HttpMethod.Get, $"/v1/files/{output}")).Status);
        Assert.Equal(200, (await world.SendAsync(RawWorld.Mate, HttpMethod.Get, $"/v1/files/{output}")).Status);
    }

    [Fact]
    public async Task What_was_deleted_is_gone()
    {
        var file = await world.FileAsync(RawWorld.Stranger);

        Assert.Equal(200, (await world.SendAsync(RawWorld.Stranger, HttpMethod.Delete, $"/v1/files/{file}")).Status);
        Assert.Equal(404, (await world.SendAsync(RawWorld.Stranger, HttpMethod.Get, $"/v1/files/{file}")).Status);
    }

    [Fact]
    public async Task A_streamed_response_is_owned_too()
    {
        using var request = world.Call(
            RawWorld.Owner, HttpMethod.Post, "/v1/responses", RawWorld.Json("""{"model":"openai/echo","input":"x","stream":true}"""));
        using var response = await world.Client.SendAsync(request, Bound.Token());
        var stream = await response.Content.ReadAsStringAsync(Bound.Token());
        var id = stream[stream.IndexOf("resp_", StringComparison.Ordinal)..].Split('"')[0];

        Assert.Equal(200, (await world.SendAsync(RawWorld.Owner, HttpMethod.Get, $"/v1/responses/{id}")).Status);
        Assert.Equal(404, (await world.SendAsync(RawWorld.Stranger, HttpMethod.Get, $"/v1/responses/{id}")).Status);
    }

    [Fact]
    public async Task What_a_caller_makes_up_is_no_id()
    {
        const string Body = """
            {"model":"openai/echo","metadata":{"file_id":"file-x"},"messages":[{"role":"user","content":"file_id conversation"}],
            "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"file_id":{"type":"string","default":"a"}}}}}]}
            """;

        Assert.Equal(200, (await world.SendAsync(RawWorld.Owner, HttpMethod.Post, "/v1/chat/completions", RawWorld.Json(Body))).Status);
    }

    [Fact]
    public async Task A_batch_takes_a_key_that_may_use_every_model()
    {
        var file = await world.FileAsync(RawWorld.Narrow);
        var (status, json) = await world.SendAsync(RawWorld.Narrow, HttpMethod.Post, "/v1/batches", RawWorld.Batch(file));

        Assert.Equal((403, "model_not_allowed"), (status, json.GetProperty("error").GetProperty("code").GetString()));
    }

    private static TheoryData<int, string> Every(int count)
    {
        TheoryData<int, string> every = [];
        for (var i = 0; i < count; i++)
        {
            foreach (var whose in (string[])["own", "foreign", "unknown"])
                every.Add(i, whose);
        }

        return every;
    }

    private async Task<string> IdAsync(string kind, string whose)
    {
        var key = whose == "own" ? RawWorld.Owner : RawWorld.Stranger;
        return (kind, whose) switch
        {
            (_, "unknown") => $"{kind}-that-never-was",
            ("file", _) => await world.FileAsync(key),
            ("batch", _) => await world.BatchAsync(key, await world.FileAsync(key)),
            ("response", _) => await world.ResponseAsync(key),
            _ => $"{kind}_of_{whose}",
        };
    }

    /// <summary>An own id goes where the object lies; of any other, the vendor never hears.</summary>
    private async Task CheckAsync(HttpRequestMessage request, string whose, bool isKept)
    {
        using var response = await world.Client.SendAsync(request, Bound.Token());
        var body = await response.Content.ReadAsStringAsync(Bound.Token());
        var record = await world.Gateway.RecordAsync(response.Headers.GetValues("x-headgate-request-id").Single());
        if (whose == "own" && isKept)
        {
            Assert.NotEqual((404, "not_found"), ((int)response.StatusCode, record.Code));
            Assert.NotEmpty(record.Attempts);
            return;
        }

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("not_found", record.Code);
        Assert.Empty(record.Attempts);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(JsonValueKind.Object, json.RootElement.GetProperty("error").ValueKind);
    }

    private async Task<string[]> IdsAsync(string path)
    {
        var (status, json) = await world.SendAsync(RawWorld.Mate, HttpMethod.Get, path);
        Assert.Equal(200, status);
        return [.. json.GetProperty("data").EnumerateArray().Select(each => each.GetProperty("id").GetString()!)];
    }
}
