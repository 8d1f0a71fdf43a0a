using Headgate.Llm.Protocols;

namespace Headgate.EndToEnd.Crosswise;

/// <summary>Embeddings, reranking and counts of tokens at providers that speak otherwise.</summary>
public sealed class SmallHubTests(SmallHubWorld world) : IClassFixture<SmallHubWorld>
{
    [Theory]
    [InlineData("openai/echo")]
    [InlineData("cohere/echo")]
    [InlineData("embed")]
    public async Task Every_provider_gives_the_same_vectors_in_both_forms(string model)
    {
        var numbers = await world.CallAsync("/v1/embeddings", Embed(model, "float"));
        var base64 = await world.CallAsync("/v1/embeddings", Embed(model, "base64"));

        Assert.Equal((200, 200), (numbers.Status, base64.Status));
        for (int i = 0; i < 2; i++)
        {
            var floats = numbers.Json["data"]![i]!["embedding"]!.AsArray().Select(number => (float)number!);
            var bytes = Convert.FromBase64String((string)base64.Json["data"]![i]!["embedding"]!);
            Assert.Equal(256, bytes.Length / 4);
            Assert.Equal(floats, Enumerable.Range(0, 256).Select(at => BitConverter.ToSingle(bytes, 4 * at)));
        }

        Assert.Equal(3, (int)numbers.Json["usage"]!["prompt_tokens"]!);
        Assert.Equal(3, numbers.Record.Usage!.InputText);
    }

    [Theory]
    [InlineData("jina", "float")]
    [InlineData("jina", "base64")]
    [InlineData("studio", "float")]
    [InlineData("studio", "base64")]
    public async Task A_vendor_that_knows_one_form_is_not_asked_for_another(string provider, string format)
    {
        var reply = await world.CallAsync("/v1/embeddings", $$"""{"model":"{{provider}}/echo","input":["one"],"encoding_format":"{{format}}"}""");

        Assert.Equal(200, reply.Status);
        var vector = reply.Json["data"]![0]!["embedding"]!;
        Assert.Equal(format == "base64", vector.GetValueKind() == System.Text.Json.JsonValueKind.String);
        var call = world.Simulator.Calls.Last(call => call.PathAndQuery == "/v1/embeddings" && System.Text.Encoding.UTF8.GetString(call.Body.Span).Contains("[\"one\"]", StringComparison.Ordinal));
        Assert.DoesNotContain("encoding_format", System.Text.Encoding.UTF8.GetString(call.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_Cohere_cannot_be_told_is_named_or_refused()
    {
        var named = await world.CallAsync("/v1/embeddings", """{"model":"cohere/echo","input":"a","user":"u"}""");
        var refused = await world.CallAsync("/v1/embeddings", """{"model":"strict","input":"a","user":"u"}""");
        var tokens = await world.CallAsync("/v1/embeddings", """{"model":"cohere/echo","input":[1,2,3]}""");

        Assert.Equal("$.user, $.id", named.Losses);
        Assert.Equal((400, "not_translatable"), (refused.Status, (string?)refused.Json["error"]!["code"]));
        Assert.Equal((400, "$.input"), (tokens.Status, (string?)tokens.Json["error"]!["param"]));
        Assert.Empty(tokens.Record.Attempts);
    }

    [Theory]
    [InlineData("cohere/echo", 1)]
    [InlineData("voyage/echo", 1)]
    [InlineData("rank", 2)]
    public async Task Every_provider_ranks_alike(string model, int attempts)
    {
        var reply = await world.CallAsync(
            "/v1/rerank",
            $$"""{"model":"{{model}}","query":"red fox","documents":["a blue bird","a red fox","a red hen"],"top_n":2}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal([1, 2], reply.Json["results"]!.AsArray().Select(result => (int)result!["index"]!));
        Assert.Equal(attempts, reply.Record.Attempts.Length);
        Assert.NotNull(reply.Record.Usage);
    }

    [Fact]
    public async Task Pitfall_25_tokens_are_counted_here_where_the_vendor_cannot_be_asked()
    {
        var reply = await world.CallAsync(
            "/v1/messages/count_tokens", """{"model":"count","messages":[{"role":"user","content":"hello world"}]}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal(8, (int)reply.Json["input_tokens"]!);
        Assert.Equal("openai/echo", reply.Record.Target);
        Assert.DoesNotContain(world.Simulator.Calls, call => call.Model == "count");
    }

    [Theory]
    [InlineData("openai/echo", "openai/echo", 2)]
    [InlineData("count", "openai/echo", 2)]
    [InlineData("claude/echo", "claude/echo", 8)]
    public async Task What_a_response_would_get_is_counted_at_the_vendor_or_here(string model, string target, int tokens)
    {
        var asked = Asked();

        var reply = await world.CallAsync("/v1/responses/input_tokens", $$"""{"model":"{{model}}","input":"hello world"}""");

        Assert.Equal((200, "response.input_tokens"), (reply.Status, (string?)reply.Json["object"]));
        Assert.Equal(tokens, (int)reply.Json["input_tokens"]!);
        Assert.Equal((target, WireProtocol.OpenAIInputTokens), (reply.Record.Target, reply.Record.Protocol));
        Assert.Null(reply.Record.Usage);
        Assert.Equal(default, reply.Record.Cost ?? default);
        Assert.Equal(tokens == 8 ? asked : asked + 1, Asked());
    }

    [Fact]
    public async Task A_count_needs_no_input()
    {
        var reply = await world.CallAsync("/v1/responses/input_tokens", """{"model":"claude/echo","instructions":"one two three"}""");

        Assert.Equal(200, reply.Status);
        Assert.InRange((int)reply.Json["input_tokens"]!, 3, 20);
    }

    [Fact]
    public async Task A_conversation_is_made_short_by_who_can_read_the_outcome_and_paid_for()
    {
        const string Talk = """[{"role":"user","content":"one two"},{"role":"assistant","content":"three"}]""";

        var reply = await world.CallAsync("/v1/responses/compact", $$"""{"model":"openai/echo","input":{{Talk}}}""");
        var output = reply.Json["output"]!.ToJsonString();
        var further = await world.CallAsync("/v1/responses", $$"""{"model":"openai/echo","input":{{output[..^1]}},{"role":"user","content":"four"}]}""");
        var item = (string)reply.Json["output"]![1]!["id"]!;
        var referred = await world.CallAsync("/v1/responses", $$"""{"model":"openai/echo","input":[{"type":"item_reference","id":"{{item}}"}]}""");

        Assert.Equal((200, "response.compaction", WireProtocol.OpenAICompact), (reply.Status, (string?)reply.Json["object"], reply.Record.Protocol));
        Assert.NotNull(reply.Record.Usage);
        Assert.Equal((200, 200), (further.Status, referred.Status));
    }

    [Fact]
    public async Task A_vendor_that_cannot_make_it_short_is_not_asked()
    {
        var reply = await world.CallAsync("/v1/responses/compact", """{"model":"claude/echo","input":"hello"}""");

        Assert.Equal((404, "unsupported_endpoint"), (reply.Status, (string?)reply.Json["error"]!["code"]));
        Assert.Empty(reply.Record.Attempts);
        Assert.Contains("compact", (string)reply.Json["error"]!["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_count_of_what_cannot_be_read_names_what_is_wrong()
    {
        var reply = await world.CallAsync("/v1/messages/count_tokens", """{"model":"count","messages":[{"role":"user","content":7}]}""");

        Assert.Equal(400, reply.Status);
        Assert.Contains("$.messages[0].content", (string)reply.Json["error"]!["message"]!, StringComparison.Ordinal);
    }

    private int Asked() => world.Simulator.Calls.Count(call => call.PathAndQuery == "/v1/responses/input_tokens");

    private static string Embed(string model, string format) =>
        $$"""{"model":"{{model}}","input":["one two","three"],"dimensions":256,"encoding_format":"{{format}}"}""";
}
