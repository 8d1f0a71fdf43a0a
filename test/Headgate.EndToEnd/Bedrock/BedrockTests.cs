using System.Text.Json;
using Headgate.EndToEnd.Crosswise;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Bedrock;

/// <summary>Clients of both kinds before Bedrock, which is as picky as the real one and checks each signature by itself.</summary>
public sealed class BedrockTests(BedrockWorld world) : IClassFixture<BedrockWorld>
{
    private const string Nova = "us.amazon.nova-pro-v1:picky-echo";
    private const string Claude = "us.anthropic.claude-haiku-4-5-20251001-v1:picky-echo";

    [Theory]
    [InlineData("bedrock", false)]
    [InlineData("bedrock", true)]
    [InlineData("signed", false)]
    [InlineData("signed", true)]
    [InlineData("session", true)]
    public async Task A_chat_client_talks_to_any_model_by_Converse(string provider, bool stream)
    {
        var reply = await world.CallAsync("/v1/chat/completions", TestCall.Chat($"{provider}/{Nova}", stream: stream));

        Assert.Equal(200, reply.Status);
        Assert.Equal("one two three", ChatText(reply, stream));
        Assert.Equal($"/model/us.amazon.nova-pro-v1:picky-echo/converse{(stream ? "-stream" : "")}", Assert.Single(reply.Calls).PathAndQuery);
        Assert.Empty(reply.Losses);
        Assert.Equal(3, reply.Record.Usage!.Output);
    }

    [Theory]
    [InlineData("bedrock")]
    [InlineData("signed")]
    public async Task What_passes_through_has_the_key_or_is_signed_with_its_body(string provider)
    {
        const string Path = "/model/us.amazon.nova-pro-v1%3Aecho/converse";
        var reply = await world.CallAsync(
            $"/passthrough/{provider}{Path}", """{"messages":[{"role":"user","content":[{"text":"straight through"}]}]}""");

        Assert.Equal(200, reply.Status);
        Assert.Contains("straight through", reply.Text, StringComparison.Ordinal);
        Assert.StartsWith(
            provider == "signed" ? "AWS4-HMAC-SHA256 " : "Bearer a-bedrock-key", Assert.Single(reply.Calls).Header("authorization"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Claude_client_talks_to_any_model_by_Converse(bool stream)
    {
        var reply = await world.CallAsync("/v1/messages", TestCall.Message($"signed/{Nova}", stream: stream));

        Assert.Equal(200, reply.Status);
        Assert.Equal("one two three", MessageText(reply, stream));
        Assert.Contains("/converse", Assert.Single(reply.Calls).PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bedrock", false)]
    [InlineData("signed", true)]
    public async Task A_chat_client_talks_to_Claude_in_Claudes_own_protocol(string provider, bool stream)
    {
        var reply = await world.CallAsync("/v1/chat/completions", TestCall.Chat($"{provider}/{Claude}", stream: stream));

        Assert.Equal(200, reply.Status);
        Assert.Equal("one two three", ChatText(reply, stream));
        Assert.EndsWith(stream ? "/invoke-with-response-stream" : "/invoke", Assert.Single(reply.Calls).PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Claude_can_be_asked_by_Converse_too(bool stream)
    {
        var reply = await world.CallAsync("/v1/chat/completions", TestCall.Chat($"converse/{Claude}", stream: stream));

        Assert.Equal("one two three", ChatText(reply, stream));
        Assert.Contains("/converse", Assert.Single(reply.Calls).PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_Claude_client_keeps_its_own_bytes_with_Claude(bool stream)
    {
        var reply = await world.CallAsync(
            "/v1/messages", TestCall.Message($"signed/{Claude}", stream: stream), betas: "claude-code-20250219,interleaved-thinking-2025-05-14");

        Assert.Equal(200, reply.Status);
        Assert.Equal("one two three", MessageText(reply, stream));
        Assert.Equal(["anthropic-beta[claude-code-20250219]"], reply.Losses);
        Assert.Equal(
            """{"max_tokens":100,"messages":[{"role":"user","content":"one two three"}],"anthropic_version":"bedrock-2023-05-31","""
            + "\"anthropic_beta\":[\"interleaved-thinking-2025-05-14\"]}",
            reply.Received.GetRawText());
        if (stream)
            Assert.Contains("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pitfall_29_betas_that_Bedrock_knows_are_told_and_others_named_when_the_body_is_written_anew()
    {
        const string Elsewhere = """
            {"role":"user","content":"one"},{"role":"assistant","content":[{"type":"thinking","thinking":"So.","signature":""},{"type":"text","text":"two"}]},
            """;
        var body = TestCall.Message($"signed/{Claude}").Replace("\"messages\":[", "\"messages\":[" + Elsewhere, StringComparison.Ordinal);

        var reply = await world.CallAsync("/v1/messages", body, betas: "claude-code-20250219,interleaved-thinking-2025-05-14");

        Assert.Equal(200, reply.Status);
        Assert.Equal(["interleaved-thinking-2025-05-14"], reply.Received.GetProperty("anthropic_beta").EnumerateArray().Select(beta => beta.GetString()));
        Assert.Equal(["$.messages[1].content[0]", "anthropic-beta[claude-code-20250219]"], reply.Losses.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("us.amazon.nova-pro-v1:picky-parallel-tools")]
    [InlineData("us.anthropic.claude-haiku-4-5-20251001-v1:picky-reasoning-parallel-tools")]
    public async Task A_turn_with_calls_goes_round(string model)
    {
        const string Tools =
            """
            "tools":[{"type":"function","function":{"name":"read_gauge","description":"Reads",
             "parameters":{"type":"object","properties":{"gate":{"type":"string"}}}}},
            {"type":"function","function":{"name":"list_gates"}}]
            """;
        foreach (var provider in new[] { "signed", "converse" })
        {
            var asked = await world.CallAsync(
                "/v1/chat/completions", $$"""{"model":"{{provider}}/{{model}}","messages":[{"role":"user","content":"Go"}],{{Tools}}}""");
            var message = asked.Json.GetProperty("choices")[0].GetProperty("message");
            string[] ids = [.. message.GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()!)];
            Assert.Equal(2, ids.Length);

            var results = string.Join(',', ids.Select(id => $$"""{"role":"tool","tool_call_id":"{{id}}","content":"seven"}"""));
            var answered = await world.CallAsync(
                "/v1/chat/completions",
                $$"""{"model":"{{provider}}/{{model}}","messages":[{"role":"user","content":"Go"},{{message.GetRawText()}},{{results}}],{{Tools}}}""");
            Assert.Equal(200, answered.Status);
            Assert.Contains("seven", ChatText(answered, stream: false), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("signed/us.amazon.nova-pro-v1:preamble-then-error", true, 429)]
    [InlineData("signed/us.anthropic.claude-x:preamble-then-error", true, 429)]
    [InlineData("bedrock/us.amazon.nova-pro-v1:status-429", false, 429)]
    [InlineData("bedrock/us.amazon.nova-pro-v1:no-quota", false, 429)]
    [InlineData("bedrock/us.amazon.nova-pro-v1:status-424", false, 502)]
    [InlineData("bedrock/us.amazon.nova-pro-v1:context-too-long", false, 400)]
    [InlineData("forged/us.amazon.nova-pro-v1:echo", false, 502)]
    public async Task A_failure_is_told_in_the_clients_words(string model, bool stream, int expected)
    {
        var reply = await world.CallAsync("/v1/chat/completions", TestCall.Chat(model, stream: stream));

        Assert.Equal(expected, reply.Status);
        Assert.True(reply.Json.TryGetProperty("error", out JsonElement error));
        Assert.DoesNotContain("Exception", error.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us.amazon.nova-pro-v1:cut-after-3")]
    [InlineData("us.amazon.nova-pro-v1:malformed-after-3")]
    [InlineData("us.anthropic.claude-x:error-after-6")]
    public async Task A_stream_that_breaks_ends_with_an_error(string model)
    {
        var reply = await world.CallAsync("/v1/chat/completions", TestCall.Chat($"signed/{model}", stream: true));

        Assert.Equal(200, reply.Status);
        Assert.True(reply.Events[^1].TryGetProperty("error", out _));
    }

    private static string ChatText(CrossingReply reply, bool stream) => stream
        ? string.Concat(reply.Events.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray())
            .Select(choice => choice.GetProperty("delta").TryGetProperty("content", out var text) ? text.GetString() : ""))
        : reply.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;

    private static string MessageText(CrossingReply reply, bool stream) => stream
        ? string.Concat(reply.Events.Where(one => one.GetProperty("type").GetString() == "content_block_delta")
            .Select(one => one.GetProperty("delta").GetProperty("text").GetString()))
        : reply.Json.GetProperty("content")[0].GetProperty("text").GetString()!;
}
