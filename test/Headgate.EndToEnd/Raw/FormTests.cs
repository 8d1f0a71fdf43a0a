using System.Text;

namespace Headgate.EndToEnd.Raw;

/// <summary>Forms pass as they come, but for the model's name, wherever it stands.</summary>
public sealed class FormTests(RawWorld world) : IClassFixture<RawWorld>
{
    [Theory]
    [InlineData(true, 1000)]
    [InlineData(false, 1000)]
    [InlineData(true, 500_000)]
    [InlineData(false, 500_000)] // the model comes behind more than is looked at in passing: the form waits on disk
    public async Task The_model_is_named_anew_and_all_else_stays(bool isFirst, int bytes)
    {
        var form = Form("scribe", isFirst, Noise(bytes));
        var (status, json) = await world.SendAsync(RawWorld.Owner, HttpMethod.Post, "/v1/audio/transcriptions", form);

        Assert.Equal((200, $"{bytes} bytes"), (status, json.GetProperty("text").GetString()));
        var arrived = world.Simulator.Calls.Last(call => call.PathAndQuery == "/v1/audio/transcriptions").Body;
        Assert.Equal(await Form("echo", isFirst, Noise(bytes)).ReadAsByteArrayAsync(Bound.Token()), arrived.ToArray());
    }

    [Fact]
    public async Task What_was_used_is_read_at_the_end_of_the_answer()
    {
        using var request = world.Call(RawWorld.Owner, HttpMethod.Post, "/v1/audio/transcriptions", Form("scribe", true, Noise(10)));
        using var response = await world.Client.SendAsync(request, Bound.Token());
        var record = await world.Gateway.RecordAsync(response.Headers.GetValues("x-headgate-request-id").Single());

        Assert.Equal(("scribe", "openai/echo", "openai/echo"), (record.Model, record.Target, response.Headers.GetValues("x-headgate-target").Single()));
        Assert.Equal((14, 45), (record.Usage?.Input, record.Usage?.Output));
        Assert.Single(record.Attempts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_larger_than_is_taken_is_413(bool isChunked)
    {
        var form = RawWorld.FileForm("batch", Noise(RawWorld.MaxUploadBytes + 1));
        using var request = world.Call(RawWorld.Owner, HttpMethod.Post, "/v1/files", form);
        request.Headers.TransferEncodingChunked = isChunked;
        using var response = await world.Client.SendAsync(request, Bound.Token());

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nscribe\r\n--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nother\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\n--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nscribe\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name*=utf-8''model\r\n\r\nscribe\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"mo\\del\"\r\n\r\nscribe\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"x\";\r\n name=\"model\"\r\n\r\nscribe\r\n--b--\r\n")]
    [InlineData("preamble\r\n--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nscribe\r\n--b--\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nscribe\r\n")]
    [InlineData("")]
    public async Task A_form_that_could_be_read_in_two_ways_is_refused(string form)
    {
        var content = new ByteArrayContent(Encoding.Latin1.GetBytes(form));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");

        Assert.Equal(400, (await world.SendAsync(RawWorld.Owner, HttpMethod.Post, "/v1/audio/transcriptions", content)).Status);
    }

    [Fact]
    public async Task A_model_that_the_key_may_not_use_is_403()
    {
        var (status, _) = await world.SendAsync(RawWorld.Narrow, HttpMethod.Post, "/v1/audio/transcriptions", Form("openai/echo", false, Noise(200_000)));

        Assert.Equal(403, status);
    }

    [Fact]
    public async Task A_body_in_memory_falls_back()
    {
        using var request = world.Call(RawWorld.Owner, HttpMethod.Post, "/v1/images/generations", RawWorld.Json("""{"model":"painter","prompt":"a cat"}"""));
        using var response = await world.Client.SendAsync(request, Bound.Token());
        var record = await world.Gateway.RecordAsync(response.Headers.GetValues("x-headgate-request-id").Single());

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(["openai/status-500", "openai/echo"], record.Attempts.Select(attempt => attempt.Target));
        Assert.Equal((7, 100), (record.Usage?.InputImage, record.Usage?.Output));
    }

    [Theory]
    [InlineData("status-400", 400)]
    [InlineData("status-429", 429)]
    [InlineData("status-401", 502)]
    public async Task A_vendors_failure_is_told_as_ever(string behaviour, int status)
    {
        var body = RawWorld.Json($$"""{"model":"openai/{{behaviour}}","prompt":"a cat"}""");

        Assert.Equal(status, (await world.SendAsync(RawWorld.Owner, HttpMethod.Post, "/v1/images/generations", body)).Status);
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_vendors_work()
    {
        using var leaving = new CancellationTokenSource();
        var body = RawWorld.Json("""{"model":"openai/hold","input":"x","voice":"alloy"}""");
        var sent = world.Client.SendAsync(world.Call(RawWorld.Owner, HttpMethod.Post, "/v1/audio/speech", body), leaving.Token);
        var call = await world.Simulator.NextCallAsync(call => call.Model == "hold", Bound.Token());
        await leaving.CancelAsync();

        await call.ClientLeft.WaitAsync(Bound.Token());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
    }

    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(bytes).NextBytes(noise);
        return noise;
    }

    private static MultipartFormDataContent Form(string model, bool isFirst, byte[] bytes)
    {
        var form = new MultipartFormDataContent("a-boundary");
        if (isFirst)
            form.Add(new StringContent(model), "\"model\"");
        form.Add(new ByteArrayContent(bytes), "\"file\"", "\"speech.mp3\"");
        form.Add(new StringContent("json"), "\"response_format\"");
        if (!isFirst)
            form.Add(new StringContent(model), "\"model\"");
        return form;
    }
}
