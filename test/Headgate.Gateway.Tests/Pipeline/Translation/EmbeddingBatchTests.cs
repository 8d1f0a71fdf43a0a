using System.Net;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Translation;

/// <summary>Requests with more inputs than the vendor takes in a call.</summary>
public sealed class EmbeddingBatchTests
{
    private const int Most = 100;

    private static readonly Provider Gemini = PipelineRig.Vendor("gemini", "https://gemini.test/v1beta", "gemini", [WireProtocol.GeminiEmbed]);
    private static readonly Provider Cohere = PipelineRig.Vendor("cohere", "https://cohere.test/v1", "cohere", [WireProtocol.OpenAIEmbeddings]);

    [Fact]
    public async Task A_call_follows_the_other_and_the_answer_is_one()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("embed", Gemini));
        rig.Upstream.Then(Embedding).Then(Embedding).Then(Embedding);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIEmbeddings, Embed((2 * Most) + 1));

        JsonElement answer = JsonElement.Parse(reply.Text);
        Assert.Equal(200, reply.Status);
        Assert.Equal(Enumerable.Range(0, (2 * Most) + 1), answer.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("embedding")[0].GetInt32()));
        Assert.Equal((2 * Most) + 1, answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.Equal([Most, Most, 1], rig.Upstream.Calls.Select(call => JsonElement.Parse(call.Body).GetProperty("requests").GetArrayLength()));
        Assert.All(rig.Upstream.Calls, call => Assert.Equal("https://gemini.test/v1beta/models/m:batchEmbedContents", call.Url.ToString()));
        Assert.Equal((2 * Most) + 1, rig.Record.Usage!.Input);
        Assert.Single(rig.Record.Attempts);
    }

    [Fact]
    public async Task A_vendor_of_the_clients_protocol_gets_no_more_than_it_takes_either()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("embed", Cohere));
        rig.Upstream
            .Answers("""{"object":"list","data":[""" + Vectors(96) + """],"model":"v","usage":{"prompt_tokens":96,"total_tokens":96}}""")
            .Answers("""{"object":"list","data":[{"index":0,"embedding":[7]}],"model":"v","usage":{"prompt_tokens":1,"total_tokens":1}}""");

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIEmbeddings, Embed(97));

        JsonElement answer = JsonElement.Parse(reply.Text);
        Assert.Equal(7, answer.GetProperty("data")[96].GetProperty("embedding")[0].GetInt32());
        Assert.Equal(96, answer.GetProperty("data")[96].GetProperty("index").GetInt32());
        Assert.Equal(97, rig.Record.Usage!.Input);
        Assert.Equal(2, rig.Upstream.Calls.Count);
    }

    [Fact]
    public async Task A_failure_on_the_way_is_one_of_the_attempt_and_what_was_used_is_counted()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("embed", Gemini, Cohere));
        rig.Upstream.Then(Embedding).Answers("""{"error":{"code":503,"status":"UNAVAILABLE"}}""", HttpStatusCode.ServiceUnavailable)
            .Answers("""{"object":"list","data":[""" + Vectors(96) + """],"model":"v","usage":{"prompt_tokens":96,"total_tokens":96}}""")
            .Answers("""{"object":"list","data":[""" + Vectors(5) + """],"model":"v","usage":{"prompt_tokens":5,"total_tokens":5}}""");

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIEmbeddings, Embed(Most + 1));

        Assert.Equal(200, reply.Status);
        Assert.Equal(Most + 1, JsonElement.Parse(reply.Text).GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(["overloaded", null], rig.Record.Attempts.Select(attempt => attempt.Fault));
        Assert.Equal(Most + Most + 1, rig.Record.Usage!.Input);
    }

    [Fact]
    public async Task An_answer_on_the_way_that_is_none_fails_the_attempt()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("embed", Gemini));
        rig.Upstream.Then(Embedding).Answers("""{"embeddings":[]}""");

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIEmbeddings, Embed(Most + 1));

        Assert.Equal(502, reply.Status);
        Assert.Equal(2, rig.Upstream.Calls.Count);
    }

    [Fact]
    public async Task Tokens_in_a_later_batch_are_refused_before_the_first_is_sent()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("embed", Gemini));
        string texts = string.Join(',', Enumerable.Repeat("\"a\"", Most));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIEmbeddings, PipelineRig.Call($$"""{"model":"embed","input":[{{texts}},[1,2]]}"""));

        Assert.Equal(400, reply.Status);
        Assert.Contains($"$.input[{Most}]", reply.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Calls);
    }

    // Each text is its number, and so is its vector.
    private static Task<HttpResponseMessage> Embedding(SentCall call, CancellationToken cancellation)
    {
        string[] texts =
        [
            .. JsonElement.Parse(call.Body).GetProperty("requests").EnumerateArray()
                .Select(request => request.GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString()!),
        ];
        string vectors = string.Join(',', texts.Select(text => $$"""{"values":[{{text}}]}"""));
        string answer = $$"""{"embeddings":[{{vectors}}],"usageMetadata":{"promptTokenCount":{{texts.Length}}} }""";
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer) });
    }

    private static string Vectors(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"index":{{i}},"embedding":[{{i}}]}"""));

    private static FakeRequest Embed(int inputs) =>
        PipelineRig.Call($$"""{"model":"embed","input":[{{string.Join(',', Enumerable.Range(0, inputs).Select(i => $"\"{i}\""))}}]}""");
}
