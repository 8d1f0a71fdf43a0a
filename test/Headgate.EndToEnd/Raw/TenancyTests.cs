using System.Text;
using System.Text.Json;
using Headgate.Gateway.Raw;
using Headgate.Gateway.Raw.Objects;

namespace Headgate.EndToEnd.Raw;

/// <summary>Every path and every body field that names an object of a vendor's, with an own id, another's, and one that never was.</summary>
public sealed class TenancyTests(RawWorld world) : IClassFixture<RawWorld>
{
    /// <summary>Where OpenAI's paths begin, and where Azure's clients look for them.</summary>
    private static readonly string[] Roots = ["/v1/", "/", "/openai/v1/", "/openai/"];

    private const string GeminiCall = "/v1beta/models/gemini%2Fecho:generateContent";

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
        ("part", "/v1/uploads/{id}/complete", """{"part_ids":["ID"]}""", true),
        ("file", "/v1/uploads/{id}/complete", """{"part_ids":["ID"]}""", false),
        ("response", "/v1/responses", """{"model":"openai/echo","input":"x","previous_response_id":"ID"}""", true),
        ("response", "/v1/responses/input_tokens", """{"model":"openai/echo","previous_response_id":"ID"}""", true),
        ("response", "/v1/responses/compact", """{"model":"openai/echo","previous_response_id":"ID"}""", true),
        ("item", "/v1/responses/input_tokens", """{"model":"openai/echo","input":[{"type":"item_reference","id":"ID"}]}""", false),
        ("item", "/v1/responses/compact", """{"model":"openai/echo","input":[{"id":"ID"}]}""", false),
        ("container", "/v1/responses", """{"model":"openai/echo","input":"x","tools":[{"type":"code_interpreter","container":"ID"}]}""", false),
        ("container", "/v1/responses", """{"model":"openai/echo","input":"x","tools":[{"type":"shell","environment":{"container_id":"ID"}}]}""", false),
        ("cache", GeminiCall, """{"contents":[{"parts":[{"text":"x"}]}],"cachedContent":"cachedContents/ID"}""", false),
        ("cache", GeminiCall, """{"contents":[{"parts":[{"text":"x"}]}],"cached_content":"cachedContents/ID"}""", false),
        ("upload", GeminiCall, """{"contents":[{"parts":[{"fileData":{"fileUri":"https://generativelanguage.googleapis.com/v1beta/files/ID"}}]}]}""", false),
        ("upload", GeminiCall, """{"contents":[{"parts":[{"file_data":{"file_uri":"https://generativelanguage.googleapis.com/v1beta/files/ID"}}]}]}""", false),
        ("conversation", "/v1/responses", """{"model":"openai/echo","input":"x","conversation":"ID"}""", false),
        ("conversation", "/v1/responses", """{"model":"openai/echo","input":"x","conversation":{"id":"ID"}}""", false),
        ("item", "/v1/responses", """{"model":"openai/echo","input":[{"type":"item_reference","id":"ID"}]}""", false),
        ("item", "/v1/responses", """{"model":"openai/echo","input":[{"id":"ID"}]}""", false),
        ("item", "/v1/responses", """{"model":"openai/echo","input":[{"type":"reasoning","id":"ID","summary":[]}]}""", false),
        ("item", "/v1/responses", """{"model":"openai/echo","input":[{"type":"image_generation_call","id":"ID"}]}""", false),
        ("file", "/v1/messages", """{"model":"claude/echo","max_tokens":9,"messages":[{"role":"user","content":[{"type":"document","source":{"type":"file","file_id":"ID"}}]}]}""", false),
        ("file", "/v1/messages", """{"model":"claude/echo","max_tokens":9,"messages":[{"role":"user","content":[{"type":"container_upload","file_id":"ID"}]}]}""", false),
        ("container", "/v1/messages", """{"model":"claude/echo","max_tokens":9,"container":"ID","messages":[{"role":"user","content":"x"}]}""", false),
        ("container", "/v1/messages", """{"model":"claude/echo","max_tokens":9,"container":{"id":"ID"},"messages":[{"role":"user","content":"x"}]}""", false),
    ];

    public static TheoryData<string, string, string> EveryPath => [.. from route in RawRoutes.OfObjects
        from taken in route.Methods
        from root in Roots
        from whose in Whose
        select (taken.Method, root + route.Path, whose)];

    public static TheoryData<string, int, string> EveryField => [.. from which in Enumerable.Range(0, Fields.Length)
        from path in PathsOf(Fields[which].Path)
        from whose in Whose
        select (path, which, whose)];

    public static TheoryData<string> EveryList => [.. from route in RawRoutes.Fixed
        where route.CallOf("GET") is RawCall.List
        from root in Roots
        select root + route.Path];

    private static string[] Whose => ["own", "foreign", "unknown"];

    [Theory]
    [MemberData(nameof(EveryPath))]
    public async Task A_path(string method, string path, string whose)
    {
        var route = RawRoutes.OfObjects.Single(route => Roots.Any(root => root + route.Path == path));
        var id = await IdAsync(route.Kind.ToString().ToLowerInvariant(), whose);
        HttpContent? content = route.CallOf(method) switch
        {
            RawCall.Upload => RawWorld.PartForm("x"u8.ToArray()),
            RawCall.Assembly => RawWorld.Json("""{"part_ids":[]}"""),
            _ => null,
        };
        using var request = world.Call(RawWorld.Owner, new HttpMethod(method), path.Replace(RawRoutes.Id, id, StringComparison.Ordinal), content);

        await CheckAsync(request, whose, isKept: true);
    }

    [Theory]
    [MemberData(nameof(EveryField))]
    public async Task A_body(string path, int which, string whose)
    {
        var (kind, _, body, isKept) = Fields[which];
        var id = await IdAsync(kind, whose);
        var own = path.Contains(RawRoutes.Id, StringComparison.Ordinal) ? path.Replace(RawRoutes.Id, await world.UploadAsync(RawWorld.Owner), StringComparison.Ordinal) : path;
        using var request = world.Call(RawWorld.Owner, HttpMethod.Post, own, RawWorld.Json(body.Replace("ID", id, StringComparison.Ordinal)));

        await CheckAsync(request, whose, isKept);
    }

    [Fact]
    public void Every_member_that_names_an_object_is_among_the_bodies()
    {
        foreach (var (name, _) in BodyMembers.Naming)
            Assert.Contains(Fields, field => field.Body.Contains($"\"{Encoding.UTF8.GetString(name)}\":", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EveryList))]
    public async Task A_list_shows_what_is_owned_alone(string path)
    {
        var kind = path.EndsWith("files", StringComparison.Ordinal) ? "file" : "batch";
        var (own, foreign) = (await IdAsync(kind, "own"), await IdAsync(kind, "foreign"));

        var shown = await IdsAsync(path, RawWorld.Owner);
        Assert.Contains(own, shown);
        Assert.DoesNotContain(foreign, shown);
    }

    [Theory]
    [InlineData("own")]
    [InlineData("foreign")]
    public async Task A_part_goes_into_an_upload_where_it_lies(string whose)
    {
        var upload = await world.UploadAsync(RawWorld.Owner);
        string[] parts = [await world.PartAsync(RawWorld.Owner, upload), await PartAsync(whose, upload)];
        using var request = world.Call(RawWorld.Owner, HttpMethod.Post, $"/v1/uploads/{upload}/complete", Parts(parts));

        await CheckAsync(request, whose, isKept: true);
    }

    [Fact]
    public async Task What_an_upload_has_become_is_its_owners_file()
    {
        var upload = await world.UploadAsync(RawWorld.Builder);
        var part = await world.PartAsync(RawWorld.OtherBuilder, upload);
        var (status, done) = await world.SendAsync(RawWorld.Builder, HttpMethod.Post, $"/v1/uploads/{upload}/complete", Parts(part));
        Assert.Equal((200, "completed"), (status, done.GetProperty("status").GetString()));
        var file = done.GetProperty("file").GetProperty("id").GetString()!;

        Assert.Equal(file, (await IdsAsync("/v1/files", RawWorld.Builder))[0]);
        Assert.Equal(200, (await world.SendAsync(RawWorld.OtherBuilder, HttpMethod.Get, $"/v1/files/{file}")).Status);
        Assert.Equal(404, (await world.SendAsync(RawWorld.Stranger, HttpMethod.Get, $"/v1/files/{file}")).Status);
        await world.BatchAsync(RawWorld.OtherBuilder, file);
    }

    [Theory]
    [InlineData("""{"part_ids":"ID"}""")]
    [InlineData("""{"part_ids":{"0":"ID"}}""")]
    [InlineData("""{"part_ids":[["ID"]]}""")]
    [InlineData("""{"part_ids":[null]}""")]
    public async Task Parts_are_a_list_of_ids(string body)
    {
        var upload = await world.UploadAsync(RawWorld.Owner);
        var (status, json) = await world.SendAsync(RawWorld.Owner, HttpMethod.Post, $"/v1/uploads/{upload}/complete", RawWorld.Json(body));

        Assert.Equal((400, "part_ids"), (status, json.GetProperty("error").GetProperty("param").GetString()));
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

    [Theory]
    [InlineData("own", 200)]
    [InlineData("foreign", 404)]
    [InlineData("unknown", 404)]
    public async Task A_batchs_file_names_what_is_its_callers(string whose, int expected)
    {
        var named = await IdAsync("file", whose);
        var file = await world.FileAsync(
            RawWorld.Owner,
            text: $$$"""{"custom_id":"1","body":{"model":"echo","input":[{"role":"user","content":[{"type":"input_file","file_id":"{{{named}}}"}]}]}}""");

        var (status, json) = await world.SendAsync(RawWorld.Owner, HttpMethod.Post, "/v1/batches", RawWorld.Batch(file));

        Assert.Equal(expected, status);
        Assert.Equal(whose != "own", json.ToString().Contains("Line 1 of the batch's file", StringComparison.Ordinal));
    }

    /// <summary>A path of OpenAI's at every place where it is found; Anthropic's and Google's have but one.</summary>
    private static IEnumerable<string> PathsOf(string path) => path switch
    {
        "/v1/messages" or GeminiCall => [path],
        "/v1/chat/completions" or "/v1/batches" => [.. Rooted(path), path.Replace("/v1/", "/openai/deployments/openai%2Fecho/", StringComparison.Ordinal)],
        _ => Rooted(path),
    };

    private static IEnumerable<string> Rooted(string path) => Roots.Select(root => root + path["/v1/".Length..]);

    private static StringContent Parts(params string[] ids) => RawWorld.Json($$"""{"part_ids":["{{string.Join("\",\"", ids)}}"]}""");

    private async Task<string> PartAsync(string whose, string upload) => whose == "own"
        ? await world.PartAsync(RawWorld.Owner, upload)
        : await IdAsync("part", whose);

    private async Task<string> IdAsync(string kind, string whose)
    {
        var key = whose == "own" ? RawWorld.Owner : RawWorld.Stranger;
        return (kind, whose) switch
        {
            (_, "unknown") => $"{kind}-that-never-was",
            ("file", _) => await world.FileAsync(key),
            ("batch", _) => await world.BatchAsync(key, await world.FileAsync(key)),
            ("response", _) => await world.ResponseAsync(key),
            ("upload", _) => await world.UploadAsync(key),
            ("part", _) => await world.PartAsync(key, await world.UploadAsync(key)),
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

    private async Task<string[]> IdsAsync(string path, string key = RawWorld.Mate)
    {
        var (status, json) = await world.SendAsync(key, HttpMethod.Get, path);
        Assert.Equal(200, status);
        return [.. json.GetProperty("data").EnumerateArray().Select(each => each.GetProperty("id").GetString()!)];
    }
}
