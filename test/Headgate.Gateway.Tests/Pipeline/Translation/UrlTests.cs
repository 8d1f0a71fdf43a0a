using System.Net;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Fetching;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Translation;

/// <summary>What becomes of URLs where a target's vendor takes only bytes.</summary>
public sealed class UrlTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7 …");

    private static Provider Claude { get; } = WantingBytes(PipelineRig.Claude);

    private static Provider Gpt { get; } = WantingBytes(PipelineRig.Gpt);

    [Fact]
    public async Task An_image_arrives_as_bytes_of_the_type_they_have()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Claude));
        rig.Upstream.Files.Add("http://files.test/x.jpg", Png, "image/jpeg");
        rig.Upstream.Answers(Wire.MessageReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, Asking("http://files.test/x.jpg"));

        JsonElement source = Content(rig, 0)[0].GetProperty("source");
        Assert.Equal(200, reply.Status);
        Assert.Equal(
            ("base64", "image/png", Convert.ToBase64String(Png)),
            (source.GetProperty("type").GetString(), source.GetProperty("media_type").GetString(), source.GetProperty("data").GetString()));
        Assert.Empty(rig.Record.Losses);
    }

    [Fact]
    public async Task Images_and_documents_of_tool_results_arrive_too()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Gpt));
        rig.Upstream.Files.Add("http://files.test/x", Png);
        rig.Upstream.Files.Add("http://files.test/y", Pdf);
        rig.Upstream.Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Call("""
            {"model":"chat","max_tokens":9,"messages":[
              {"role":"user","content":[{"type":"document","source":{"type":"url","url":"http://files.test/y"}},{"type":"text","text":"look"}]},
              {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"look","input":{}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":[{"type":"image","source":{"type":"url","url":"http://files.test/x"}}]}]}]}
            """));

        string sent = rig.Upstream.Calls[0].Body;
        Assert.Contains("data:image/png;base64," + Convert.ToBase64String(Png), sent, StringComparison.Ordinal);
        Assert.Contains("data:application/pdf;base64," + Convert.ToBase64String(Pdf), sent, StringComparison.Ordinal);
        Assert.DoesNotContain("files.test", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_url_is_fetched_once_for_all_its_places_and_attempts()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Claude, WantingBytes(PipelineRig.Claude)));
        rig.Upstream.Files.Add("http://files.test/x", Png);
        rig.Upstream.Answers("{}", HttpStatusCode.ServiceUnavailable).Answers(Wire.MessageReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, Asking("http://files.test/x", "http://files.test/x"));

        Assert.Equal(["http://files.test/x"], rig.Upstream.Files.Asked);
        Assert.Equal(2, rig.Upstream.Calls.Count);
        Assert.Single(rig.Upstream.Calls.Select(call => call.Body).Distinct());
    }

    [Fact]
    public async Task A_vendor_that_takes_urls_gets_them_and_nothing_is_fetched()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Claude));
        rig.Upstream.Answers(Wire.MessageReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, Asking("http://files.test/x"));

        Assert.Equal("http://files.test/x", Content(rig, 0)[0].GetProperty("source").GetProperty("url").GetString());
        Assert.Empty(rig.Upstream.Files.Asked);
    }

    [Fact]
    public async Task The_native_lane_passes_urls_as_they_are()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Gpt));
        rig.Upstream.Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, Asking("http://files.test/x"));

        Assert.Contains("http://files.test/x", rig.Upstream.Calls[0].Body, StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Files.Asked);
    }

    [Fact]
    public async Task Nothing_is_fetched_where_config_says_so()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Claude));
        rig.Use(config => config.Server with { FetchUrls = false });
        rig.Upstream.Answers(Wire.MessageReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, Asking("http://files.test/x"));

        Assert.Contains("http://files.test/x", rig.Upstream.Calls[0].Body, StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Files.Asked);
    }

    [Fact]
    public async Task A_data_url_is_bytes_already()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Claude));
        rig.Upstream.Answers(Wire.MessageReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, Asking("data:image/gif;base64,R0lGODlh"));

        Assert.Equal("R0lGODlh", Content(rig, 0)[0].GetProperty("source").GetProperty("data").GetString());
        Assert.Empty(rig.Upstream.Files.Asked);
    }

    [Theory]
    [InlineData("gs://bucket/x.png", "must be an http, https or data URL")]
    [InlineData("s3://bucket/x.png", "must be an http, https or data URL")]
    [InlineData("file:///etc/passwd", "must be an http, https or data URL")]
    [InlineData("http://user:pass@files.test/x", "must hold no user and no password")]
    [InlineData("http://files.test:8080/x", "must use port 80 or 443")]
    [InlineData("http://files.test/absent", "its server answers 404")]
    [InlineData("http://files.test/text", "points to a file that is text/plain")]
    [InlineData("http://files.test/zip", "points to a file of no type")]
    public async Task What_cannot_be_fetched_is_the_clients_error_and_named_by_its_path(string url, string why)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Claude));
        rig.Upstream.Files.Add("http://files.test/ok", Png);
        rig.Upstream.Files.Add("http://files.test/text", "hello"u8.ToArray(), "image/png");
        rig.Upstream.Files.Add("http://files.test/zip", [0x50, 0x4B, 0x03, 0x04], "image/png");

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, Asking("http://files.test/ok", url));

        JsonElement error = JsonDocument.Parse(reply.Text).RootElement.GetProperty("error");
        Assert.Equal((400, "invalid_request_error"), (reply.Status, error.GetProperty("type").GetString()));
        Assert.Equal("$.messages[0].content[1]", error.GetProperty("param").GetString());
        Assert.StartsWith("$.messages[0].content[1] ", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains(why, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Calls);
    }

    [Fact]
    public async Task A_target_that_takes_urls_stands_in_for_one_whose_file_cannot_be_fetched()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Claude, PipelineRig.Claude));
        rig.Upstream.Answers(Wire.MessageReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, Asking("http://files.test/absent"));

        Assert.Equal(200, reply.Status);
        Assert.Equal("http://files.test/absent", Content(rig, 0)[0].GetProperty("source").GetProperty("url").GetString());
    }

    [Fact]
    public async Task Files_are_fetched_four_at_a_time()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Claude));
        string[] urls = [.. Enumerable.Range(0, 12).Select(i => $"http://files.test/{i}")];
        foreach (string url in urls)
        {
            rig.Upstream.Files.Add(url, Png, after: TimeSpan.FromMilliseconds(20));
        }

        rig.Upstream.Answers(Wire.MessageReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, Asking(urls));

        Assert.Equal(urls, rig.Upstream.Files.Asked.Order(StringComparer.Ordinal).OrderBy(url => url.Length));
        Assert.InRange(rig.Upstream.Files.MostOpen, 2, 4);
    }

    [Fact]
    public async Task A_request_has_100_urls_at_most()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Claude));

        FakeReply reply = await rig.SendAsync(
            WireProtocol.OpenAIChat, Asking([.. Enumerable.Range(0, 101).Select(i => $"http://files.test/{i}")]));

        Assert.Equal(400, reply.Status);
        Assert.Contains("$.messages[0].content[100] is one URL too many", reply.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Files.Asked);
    }

    [Fact]
    public async Task What_stands_in_many_places_counts_in_each()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Claude));
        rig.Upstream.Files.Add("http://files.test/large", [.. Png, .. new byte[3 << 20]]);
        rig.Upstream.Answers(Wire.MessageReply);

        FakeReply few = await rig.SendAsync(WireProtocol.OpenAIChat, Asking([.. Enumerable.Repeat("http://files.test/large", 20)]));
        FakeReply many = await rig.SendAsync(WireProtocol.OpenAIChat, Asking([.. Enumerable.Repeat("http://files.test/large", 30)]));

        Assert.Equal((200, 400), (few.Status, many.Status));
        Assert.Contains("$.messages[0].content[21] is too much", many.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetching_ends_when_the_requests_time_is_over()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Claude));
        var asked = new TaskCompletionSource();
        rig.Upstream.Files.Add("http://files.test/x", Never(asked));
        var reply = new FakeReply();
        Task serving = rig.StartAsync(
            WireProtocol.OpenAIChat, PipelineRig.Call(Body("http://files.test/x"), headers: ("x-headgate-timeout", "2s")), reply);

        await asked.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        await serving.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.True(UrlFetcher.Timeout > TimeSpan.FromSeconds(2));
        Assert.Equal((504, "upstream_timeout"), (reply.Status, rig.Record.Code));
    }

    [Fact]
    public async Task Fetching_ends_when_the_client_leaves()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Claude));
        using var departure = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        rig.Upstream.Files.Add("http://files.test/x", Never(asked));
        Task serving = rig.StartAsync(WireProtocol.OpenAIChat, Asking("http://files.test/x"), new FakeReply(), departure.Token);

        await asked.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        await departure.CancelAsync();
        await serving.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal("client_closed", rig.Record.Code);
        Assert.Empty(rig.Upstream.Calls);
    }

    [Fact]
    public async Task Memory_of_files_is_given_back()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Claude));
        rig.Use(config => config.Server with { MaxBufferedBytes = 4 << 20 });
        rig.Upstream.Files.Add("http://files.test/x", [.. Png, .. new byte[1 << 20]]);
        for (int i = 0; i < 10; i++)
        {
            rig.Upstream.Answers(Wire.MessageReply);
            Assert.Equal(200, (await rig.SendAsync(WireProtocol.OpenAIChat, Asking("http://files.test/x"))).Status);
        }
    }

    private static Func<CancellationToken, Task<HttpResponseMessage>> Never(TaskCompletionSource asked) => async cancellation =>
    {
        asked.SetResult();
        await Task.Delay(Timeout.Infinite, cancellation);
        throw new InvalidOperationException("unreachable");
    };

    private static Provider WantingBytes(Provider provider) => new()
    {
        Name = provider.Name,
        Row = provider.Row with { WantsBytes = true },
        Vendor = provider.Vendor,
        Endpoint = provider.Endpoint,
        Credentials = provider.Credentials,
        Models = provider.Models,
    };

    private static FakeRequest Asking(params string[] urls) => PipelineRig.Call(Body(urls));

    private static string Body(params string[] urls)
    {
        IEnumerable<string> parts = urls.Select(url => $$$"""{"type":"image_url","image_url":{"url":"{{{url}}}"}}""");
        return $$"""{"model":"chat","messages":[{"role":"user","content":[{{string.Join(',', parts)}}]}]}""";
    }

    private static JsonElement Content(PipelineRig rig, int call) =>
        JsonDocument.Parse(rig.Upstream.Calls[call].Body).RootElement.GetProperty("messages")[0].GetProperty("content");
}
