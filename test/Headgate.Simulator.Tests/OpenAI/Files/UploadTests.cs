using System.Text.Json;

namespace Headgate.Simulator.Tests.OpenAI.Files;

/// <summary>Uploads in parts, by https://platform.openai.com/docs/api-reference/uploads (read 2026-11-23).</summary>
public sealed class UploadTests
{
    private const string Begin = """{"bytes":4,"filename":"a.txt","mime_type":"text/plain","purpose":"user_data"}""";

    [Fact]
    public async Task Parts_become_a_file_in_the_order_that_is_wanted()
    {
        await using var rig = await Rig.StartAsync();
        var upload = await BeginAsync(rig);
        var (first, second) = (await AddAsync(rig, upload, "ab"), await AddAsync(rig, upload, "cd"));
        var done = await rig.PostAsync($"/v1/uploads/{upload}/complete", $$"""{"part_ids":["{{second}}","{{first}}"]}""");

        Assert.Equal((200, "completed"), (done.Status, Text(done, "status")));
        var file = done.Json.GetProperty("file").GetProperty("id").GetString();
        Assert.Equal("cdab", (await rig.GetAsync($"/v1/files/{file}/content")).Text);
        Assert.Equal(400, (await rig.PostAsync($"/v1/uploads/{upload}/cancel", "")).Status);
    }

    [Theory]
    [InlineData("""{"part_ids":[]}""", "part_ids")]
    [InlineData("""{"part_ids":["PART"]}""", "part_ids")] // two bytes of four
    [InlineData("""{"part_ids":["PART","part_of_another"]}""", "part_ids")]
    [InlineData("""{"part_ids":["PART","PART"],"md5":"x"}""", "md5")]
    [InlineData("""{"part_ids":["PART","PART"],"model":"echo"}""", "model")]
    public async Task What_is_no_whole_file_is_refused(string body, string param)
    {
        await using var rig = await Rig.StartAsync();
        var upload = await BeginAsync(rig);
        var part = await AddAsync(rig, upload, "ab");
        var reply = await rig.PostAsync($"/v1/uploads/{upload}/complete", body.Replace("PART", part, StringComparison.Ordinal));

        Assert.Equal((400, param), (reply.Status, Param(reply)));
    }

    [Theory]
    [InlineData("""{"filename":"a","mime_type":"text/plain","purpose":"user_data"}""", "bytes")]
    [InlineData("""{"bytes":0,"filename":"a","mime_type":"text/plain","purpose":"user_data"}""", "bytes")]
    [InlineData("""{"bytes":8589934593,"filename":"a","mime_type":"text/plain","purpose":"user_data"}""", "bytes")]
    [InlineData("""{"bytes":1,"mime_type":"text/plain","purpose":"user_data"}""", "filename")]
    [InlineData("""{"bytes":1,"filename":"a","purpose":"user_data"}""", "mime_type")]
    [InlineData("""{"bytes":1,"filename":"a","mime_type":"text/plain","purpose":"fun"}""", "purpose")]
    [InlineData("""{"bytes":1,"filename":"a","mime_type":"text/plain","purpose":"user_data","model":"echo"}""", "model")]
    public async Task What_no_upload_begins_with_is_refused(string body, string param)
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync("/v1/uploads", body);

        Assert.Equal((400, param), (reply.Status, Param(reply)));
    }

    [Fact]
    public async Task A_cancelled_upload_takes_no_parts()
    {
        await using var rig = await Rig.StartAsync();
        var upload = await BeginAsync(rig);
        Assert.Equal("cancelled", Text(await rig.PostAsync($"/v1/uploads/{upload}/cancel", ""), "status"));

        Assert.Equal(400, (int)(await SendPartAsync(rig, upload, "ab")).StatusCode);
        Assert.Equal(404, (int)(await SendPartAsync(rig, "upload_unknown", "ab")).StatusCode);
    }

    private static async Task<string> BeginAsync(Rig rig) => Text(await rig.PostAsync("/v1/uploads", Begin), "id");

    private static async Task<string> AddAsync(Rig rig, string upload, string bytes)
    {
        using var response = await SendPartAsync(rig, upload, bytes);
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(rig.Bound)).GetProperty("id").GetString()!;
    }

    private static async Task<HttpResponseMessage> SendPartAsync(Rig rig, string upload, string bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(bytes)), "data", "blob" } };
        return await rig.Client.PostAsync($"/v1/uploads/{upload}/parts", form, rig.Bound);
    }

    private static string Text(Rig.Reply reply, string member) => reply.Json.GetProperty(member).GetString()!;

    private static string? Param(Rig.Reply reply) => reply.Json.GetProperty("error").GetProperty("param").GetString();
}
