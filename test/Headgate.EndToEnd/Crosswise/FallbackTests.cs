using System.Text;
using Headgate.EndToEnd.Wire;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Crosswise;

/// <summary>A plan may go from one kind of vendor to the other; each attempt starts from what the client sent.</summary>
public sealed class FallbackTests(CrossingWorld world) : IClassFixture<CrossingWorld>
{
    [Theory]
    [InlineData("openai-first", "openai/status-500", "claude/echo", false)]
    [InlineData("claude-first", "claude/status-529", "openai/echo", false)]
    [InlineData("openai-breaks", "openai/preamble-then-error", "claude/echo", true)]
    [InlineData("claude-breaks", "claude/preamble-then-error", "openai/echo", true)]
    public async Task A_chat_client_is_answered_by_the_other_kind(string model, string first, string second, bool stream)
    {
        var body = TestCall.Chat(model, stream: stream);
        var reply = await world.CallAsync("/v1/chat/completions", body);

        Assert.Equal(200, reply.Status);
        Assert.Equal([first, second], reply.Record.Attempts.Select(attempt => attempt.Target));
        Assert.Equal(second, reply.Record.Target);
        Assert.Equal("one two three", stream ? StreamedChatText(reply) : ChatText(reply));
        // One of the two is the client's own kind: it got the client's bytes.
        var native = Assert.Single(reply.Calls, call => call.PathAndQuery == "/v1/chat/completions");
        var exchange = new WireExchange { Method = "POST", Path = "/v1/chat/completions", Body = Encoding.UTF8.GetBytes(body) };
        Assert.Equal(UpstreamCheck.Expected(exchange, native.Model!), native.Body.ToArray());
        var translated = Assert.Single(reply.Calls, call => call.PathAndQuery == "/v1/messages");
        TranslationCheck.Call(exchange, translated, translated.Model!);
    }

    [Theory]
    [InlineData("openai-first", "openai/status-500", "claude/echo", false)]
    [InlineData("claude-first", "claude/status-529", "openai/echo", false)]
    [InlineData("openai-breaks", "openai/preamble-then-error", "claude/echo", true)]
    [InlineData("claude-breaks", "claude/preamble-then-error", "openai/echo", true)]
    public async Task A_messages_client_is_answered_by_the_other_kind(string model, string first, string second, bool stream)
    {
        var body = TestCall.Message(model, stream: stream);
        var reply = await world.CallAsync("/v1/messages", body);

        Assert.Equal(200, reply.Status);
        Assert.Equal([first, second], reply.Record.Attempts.Select(attempt => attempt.Target));
        Assert.Equal("one two three", stream ? StreamedMessageText(reply) : MessageText(reply));
        var native = Assert.Single(reply.Calls, call => call.PathAndQuery == "/v1/messages");
        var exchange = new WireExchange { Method = "POST", Path = "/v1/messages", Body = Encoding.UTF8.GetBytes(body) };
        Assert.Equal(UpstreamCheck.Expected(exchange, native.Model!), native.Body.ToArray());
        var translated = Assert.Single(reply.Calls, call => call.PathAndQuery == "/v1/chat/completions");
        TranslationCheck.Call(exchange, translated, translated.Model!);
    }

    [Fact]
    public async Task A_model_that_forbids_losses_refuses_and_names_them()
    {
        var reply = await world.CallAsync("/v1/chat/completions", Lossy("lossless"));

        Assert.Equal(400, reply.Status);
        var error = reply.Json.GetProperty("error");
        Assert.Equal("not_translatable", error.GetProperty("code").GetString());
        Assert.Contains("$.seed", error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.Empty(reply.Calls);
    }

    [Fact]
    public async Task A_model_that_forbids_losses_goes_on_to_a_target_that_has_none()
    {
        var lossy = await world.CallAsync("/v1/chat/completions", Lossy("lossless-first"));
        var lossless = await world.CallAsync("/v1/chat/completions", TestCall.Chat("lossless-first"));

        Assert.Equal("openai/echo", lossy.Record.Target);
        Assert.Equal("claude/echo", lossless.Record.Target);
    }

    [Fact]
    public async Task Losses_are_named_to_the_client_and_on_the_record()
    {
        var warned = await world.CallAsync("/v1/chat/completions", Lossy("claude/echo"));
        var silent = await world.CallAsync("/v1/chat/completions", Lossy("silent"));

        Assert.Equal(["$.logit_bias", "$.n", "$.seed"], warned.Losses.Order(StringComparer.Ordinal));
        Assert.Empty(silent.Losses);
        foreach (var reply in new[] { warned, silent })
        {
            Assert.Equal(200, reply.Status);
            foreach (var path in new[] { "$.seed: ", "$.n: ", "$.logit_bias: " })
                Assert.Contains(reply.Record.Losses, loss => loss.StartsWith(path, StringComparison.Ordinal));
        }
    }

    private static string Lossy(string model) =>
        TestCall.Chat(model)[..^1] + ""","seed":7,"n":2,"logit_bias":{"5":1}}""";

    private static string? ChatText(CrossingReply reply) =>
        reply.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString();

    private static string? MessageText(CrossingReply reply) => reply.Json.GetProperty("content")[0].GetProperty("text").GetString();

    private static string StreamedChatText(CrossingReply reply) => string.Concat(reply.Events
        .SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray())
        .Select(choice => choice.GetProperty("delta").TryGetProperty("content", out var text) ? text.GetString() : ""));

    private static string StreamedMessageText(CrossingReply reply) => string.Concat(reply.Events
        .Where(one => one.GetProperty("type").GetString() == "content_block_delta")
        .Select(one => one.GetProperty("delta").GetProperty("text").GetString()));
}
