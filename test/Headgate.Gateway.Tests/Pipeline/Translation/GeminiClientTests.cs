using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Translation;

/// <summary>What Gemini's clients ask for besides answers: counts of tokens, and vectors.</summary>
public sealed class GeminiClientTests
{
    private const string Turn = """{"role":"user","parts":[{"text":"hello world"}]}""";

    private static readonly Provider Gemini = PipelineRig.Vendor(
        "gemini", "https://gemini.test/v1beta", "gemini",
        [WireProtocol.GeminiGenerateContent, WireProtocol.GeminiCountTokens, WireProtocol.GeminiEmbed, WireProtocol.GeminiEmbedContent]);

    private static readonly Provider OpenAI = PipelineRig.Vendor(
        "gpt", "https://gpt.test/v1", "openai", [WireProtocol.OpenAIChat, WireProtocol.OpenAIEmbeddings]);

    [Fact]
    public async Task Gemini_counts_its_own_tokens()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("alias", Gemini));
        rig.Upstream.Answers("""{"totalTokens":31,"promptTokensDetails":[]}""");

        FakeReply reply = await CallAsync(rig, WireProtocol.GeminiCountTokens, $$"""{"contents":[{{Turn}}]}""");

        Assert.Equal("""{"totalTokens":31,"promptTokensDetails":[]}""", reply.Text);
        Assert.Equal("https://gemini.test/v1beta/models/m:countTokens", Assert.Single(rig.Upstream.Calls).Url.ToString());
        Assert.Equal($$"""{"contents":[{{Turn}}]}""", rig.Upstream.Calls[0].Body);
    }

    [Fact]
    public async Task A_whole_request_to_count_names_the_model_that_is_called()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("alias", Gemini));
        rig.Upstream.Answers("""{"totalTokens":31}""");

        await CallAsync(rig, WireProtocol.GeminiCountTokens, Whole("alias"));

        Assert.Equal(Whole("m"), Assert.Single(rig.Upstream.Calls).Body);
    }

    [Theory]
    [InlineData("gpt", """{"contents":[TURN]}""", 8)]
    [InlineData("gpt", """{"generateContentRequest":{"model":"models/alias","contents":[TURN],"systemInstruction":{"parts":[{"text":"hello world"}]}}}""", 13)]
    [InlineData("gemini", """{"contents":[TURN,{"role":"model","parts":[{"text":"hello","thoughtSignature":"aGcubWVzc2FnZXMuYWJj"}]},TURN]}""", null)]
    public async Task Tokens_are_counted_here_where_the_vendor_cannot_be_asked(string vendor, string body, int? tokens)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("alias", vendor == "gpt" ? OpenAI : Gemini));

        FakeReply reply = await CallAsync(rig, WireProtocol.GeminiCountTokens, body.Replace("TURN", Turn, StringComparison.Ordinal));

        Assert.Equal(200, reply.Status);
        Assert.Empty(rig.Upstream.Calls);
        int counted = JsonElement.Parse(reply.Text).GetProperty("totalTokens").GetInt32();
        Assert.Equal(tokens ?? counted, counted);
    }

    [Fact]
    public async Task A_count_of_what_cannot_be_read_is_refused_in_Geminis_words()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("alias", OpenAI));

        FakeReply reply = await CallAsync(rig, WireProtocol.GeminiCountTokens, """{"contents":[{"parts":7}]}""");

        Assert.Equal("INVALID_ARGUMENT", JsonElement.Parse(reply.Text).GetProperty("error").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData(WireProtocol.GeminiEmbed, "batchEmbedContents", """{"requests":[{"model":"models/MODEL","content":{"parts":[{"inlineData":{"data":"AA=="}}]}}]}""")]
    [InlineData(WireProtocol.GeminiEmbedContent, "embedContent", """{"model":"models/MODEL","content":{"parts":[{"inlineData":{"data":"AA=="}}]}}""")]
    public async Task Gemini_gets_what_it_embeds_as_it_is(WireProtocol protocol, string action, string body)
    {
        const string Answer = """{"embeddings":[{"values":[1.50]}],"embedding":{"values":[1.50]},"usageMetadata":{"promptTokenCount":3}}""";
        using var rig = new PipelineRig(PipelineRig.Alias("alias", Gemini));
        rig.Upstream.Answers(Answer);

        FakeReply reply = await CallAsync(rig, protocol, body.Replace("MODEL", "alias", StringComparison.Ordinal));

        Assert.Equal(Answer, reply.Text);
        Assert.Equal($"https://gemini.test/v1beta/models/m:{action}", Assert.Single(rig.Upstream.Calls).Url.ToString());
        Assert.Equal(body.Replace("MODEL", "m", StringComparison.Ordinal), rig.Upstream.Calls[0].Body);
        Assert.Equal(3, rig.Record.Usage!.Input);
    }

    [Theory]
    [InlineData(WireProtocol.GeminiEmbed, """{"requests":[{"model":"models/alias","content":{"parts":[{"text":"a"}]}}]}""", """{"embeddings":[{"values":[1.50]}],"usageMetadata":{"promptTokenCount":3}}""")]
    [InlineData(WireProtocol.GeminiEmbedContent, """{"content":{"parts":[{"text":"a"}]}}""", """{"embedding":{"values":[1.50]},"usageMetadata":{"promptTokenCount":3}}""")]
    public async Task Other_vendors_embed_for_its_clients(WireProtocol protocol, string body, string told)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("alias", OpenAI));
        rig.Upstream.Answers("""{"object":"list","data":[{"index":0,"embedding":[1.50]}],"usage":{"prompt_tokens":3,"total_tokens":3}}""");

        FakeReply reply = await CallAsync(rig, protocol, body);

        Assert.Equal(told, reply.Text);
        Assert.Equal("""{"model":"m","input":["a"]}""", Assert.Single(rig.Upstream.Calls).Body);
    }

    [Fact]
    public async Task What_others_cannot_embed_is_refused_before_they_are_asked()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("alias", OpenAI));

        FakeReply reply = await CallAsync(rig, WireProtocol.GeminiEmbedContent, """{"content":{"parts":[{"inlineData":{"data":"AA=="}}]}}""");

        Assert.Equal(400, reply.Status);
        Assert.Empty(rig.Upstream.Calls);
    }

    [Theory]
    [InlineData(false, "generateContent")]
    [InlineData(true, "streamGenerateContent?alt=sse")]
    public async Task Gemini_and_its_clients_get_each_others_bytes(bool isStream, string action)
    {
        const string Body = """{ "contents":[{"parts":[{"text":"Hi"}]}], "never_heard_of":{"a":[1.50]},"generation_config":{"seed":"7"} }""";
        const string Chunk = """
            {"candidates": [{"content": {"parts": [{"text": "Hi","thoughtSignature":"c2ln"}],"role": "model"},"finishReason": "STOP"}],"usageMetadata": {"promptTokenCount": 3,"candidatesTokenCount": 1},"newer": [1.50]}
            """;
        string answer = isStream ? $"data: {Chunk}\r\n\r\n" : Chunk;
        using var rig = new PipelineRig(PipelineRig.Alias("alias", Gemini));
        _ = isStream ? rig.Upstream.Streams(answer) : rig.Upstream.Answers(answer);

        FakeReply reply = await CallAsync(rig, WireProtocol.GeminiGenerateContent, Body, isStream);

        Assert.Equal(answer, reply.Text);
        Assert.Equal(Body, Assert.Single(rig.Upstream.Calls).Body);
        Assert.Equal($"https://gemini.test/v1beta/models/m:{action}", rig.Upstream.Calls[0].Url.ToString());
        Assert.Equal((3, 1), (rig.Record.Usage!.Input, rig.Record.Usage.Output));
        Assert.Empty(rig.Record.Losses);
    }

    private static string Whole(string model) => $$"""{"generateContentRequest":{"model":"models/{{model}}","contents":[{{Turn}}]} }""";

    private static Task<FakeReply> CallAsync(PipelineRig rig, WireProtocol protocol, string body, bool isStream = false) => rig.SendAsync(
        protocol,
        new FakeRequest(body, ("authorization", "Bearer " + PipelineRig.Secret), ("content-type", "application/json"))
        {
            PathModel = "alias", IsStreamInPath = isStream,
        });
}
