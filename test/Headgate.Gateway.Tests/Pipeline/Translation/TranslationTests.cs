using System.Net;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Translation;

/// <summary>Whole replies across protocols. What each member becomes is the codecs' own tests' concern.</summary>
public sealed class TranslationTests
{
    [Fact]
    public async Task Serves_an_OpenAI_client_from_a_vendor_that_speaks_Anthropics_protocol()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Claude));
        rig.Upstream.Answers(Wire.MessageReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal("https://claude.test/v1/messages", rig.Upstream.Calls[0].Url.ToString());
        JsonElement sent = Json(rig.Upstream.Calls[0].Body);
        Assert.Equal("m", sent.GetProperty("model").GetString());
        Assert.Equal("hi", sent.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.True(sent.GetProperty("max_tokens").GetInt64() > 0);

        JsonElement answer = Json(reply.Text);
        Assert.Equal((200, "application/json"), (reply.Status, reply.ContentType));
        Assert.Equal("chat.completion", answer.GetProperty("object").GetString());
        Assert.Equal("hello", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("stop", answer.GetProperty("choices")[0].GetProperty("finish_reason").GetString());
        Assert.Equal(rig.Time.GetUtcNow().ToUnixTimeSeconds(), answer.GetProperty("created").GetInt64());
        Assert.Equal(5, answer.GetProperty("usage").GetProperty("total_tokens").GetInt64());
        Assert.Equal(("claude/m", 3, 2), (rig.Record.Target, rig.Record.Usage!.Input, rig.Record.Usage.Output));
        Assert.Equal("claude/m", reply.Headers["x-headgate-target"]);
    }

    [Fact]
    public async Task Serves_an_Anthropic_client_from_a_vendor_that_speaks_OpenAIs_protocol()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Gpt));
        rig.Upstream.Answers(Wire.ChatReply, headers: ("openai-processing-ms", "7"));

        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages());

        Assert.Equal("https://gpt.test/v1/chat/completions", rig.Upstream.Calls[0].Url.ToString());
        JsonElement sent = Json(rig.Upstream.Calls[0].Body);
        Assert.Equal(("m", "hi"), (sent.GetProperty("model").GetString(), sent.GetProperty("messages")[0].GetProperty("content").GetString()));

        JsonElement answer = Json(reply.Text);
        Assert.Equal((200, "application/json"), (reply.Status, reply.ContentType));
        Assert.Equal(("message", "end_turn"), (answer.GetProperty("type").GetString(), answer.GetProperty("stop_reason").GetString()));
        Assert.Equal("hello", answer.GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal(3, answer.GetProperty("usage").GetProperty("input_tokens").GetInt64());
        Assert.Equal((3, 2), (rig.Record.Usage!.Input, rig.Record.Usage.Output));
    }

    [Fact]
    public async Task Keeps_to_the_clients_own_bytes_where_the_vendor_speaks_both()
    {
        const string Odd = """{ "messages":[{"role":"user","content":"hi"}], "model":"m", "unheard_of": 1.50 }""";
        using var rig = new PipelineRig(PipelineRig.Alias("m", PipelineRig.First, PipelineRig.Claude));
        rig.Upstream.Answers(Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Odd));

        Assert.Equal((Odd, Wire.ChatReply), (rig.Upstream.Calls[0].Body, reply.Text));
        Assert.False(reply.Headers.ContainsKey("x-headgate-losses"));
    }

    [Theory]
    [InlineData(WireProtocol.OpenAIChat, "gpt.test", "claude.test")]
    [InlineData(WireProtocol.AnthropicMessages, "claude.test", "gpt.test")]
    public async Task Falls_back_from_the_native_lane_to_another_protocol(WireProtocol protocol, string first, string second)
    {
        bool isChat = protocol == WireProtocol.OpenAIChat;
        ModelAlias alias = isChat
            ? PipelineRig.Alias("chat", PipelineRig.Gpt, PipelineRig.Claude)
            : PipelineRig.Alias("chat", PipelineRig.Claude, PipelineRig.Gpt);
        using var rig = new PipelineRig(alias);
        rig.Upstream.Answers("{}", HttpStatusCode.ServiceUnavailable).Answers(isChat ? Wire.MessageReply : Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(protocol, isChat ? PipelineRig.Chat() : PipelineRig.Messages());

        Assert.Equal([first, second], rig.Upstream.Calls.Select(call => call.Url.Host));
        Assert.Equal((200, "2"), (reply.Status, reply.Headers["x-headgate-attempts"]));
        Assert.Contains("hello", reply.Text, StringComparison.Ordinal);
        Assert.Contains(isChat ? "chat.completion" : "stop_reason", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Falls_back_from_another_protocol_to_the_native_lane_with_the_clients_own_bytes()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("m", PipelineRig.Claude, PipelineRig.Gpt));
        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError).Answers(Wire.ChatReply);
        const string Body = """{"model":"m","messages":[{"role":"user","content":"hi"}],"seed": 7}""";

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Body));

        Assert.Equal((Body, Wire.ChatReply), (rig.Upstream.Calls[1].Body, reply.Text));
        Assert.Empty(rig.Record.Losses);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"text","text":7}]}""")]
    public async Task Takes_an_answer_that_cannot_be_read_for_a_failure(string garbled)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Claude, PipelineRig.Gpt));
        rig.Upstream.Answers(garbled).Answers(Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal(Wire.ChatReply, reply.Text);
        Assert.Equal(["server_error", null], rig.Record.Attempts.Select(attempt => attempt.Fault));
    }

    [Fact]
    public async Task Does_not_pay_twice_for_an_answer_that_cannot_be_translated()
    {
        using var rig = new PipelineRig(TriedTwice(PipelineRig.Alias("chat", PipelineRig.Claude)));
        rig.Upstream.Answers(
            """{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"text","text":7}],"usage":{"input_tokens":3,"output_tokens":2}}""");

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal((502, "upstream_error"), (reply.Status, rig.Record.Code));
        Assert.Equal(["server_error"], rig.Record.Attempts.Select(attempt => attempt.Fault));
        Assert.Equal((3, 2), (rig.Record.Usage!.Input, rig.Record.Usage.Output));
    }

    [Fact]
    public async Task Asks_again_where_an_answer_came_garbled()
    {
        using var rig = new PipelineRig(TriedTwice(PipelineRig.Alias("chat", PipelineRig.Claude)));
        rig.Upstream.Answers("""{"id":"msg_1","type":"mess""").Answers(Wire.MessageReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal(200, reply.Status);
        Assert.Equal(["server_error", null], rig.Record.Attempts.Select(attempt => attempt.Fault));
    }

    [Fact]
    public async Task Tells_a_vendor_of_another_protocol_nothing_of_the_clients_versions_betas_and_query()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Gpt), PipelineRig.Alias("other", PipelineRig.Claude));
        rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.MessageReply);
        FakeRequest beta = new(
            """{"model":"chat","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""",
            ("x-api-key", PipelineRig.Secret), ("content-type", "application/json; charset=utf-8"), ("anthropic-version", "2023-06-01"),
            ("anthropic-beta", "some-beta"), ("traceparent", "00-1-1-00"))
        { Query = "?beta=true" };

        await rig.SendAsync(WireProtocol.AnthropicMessages, beta);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat("other", headers: [("openai-beta", "x"), ("anthropic-version", "1999-01-01")]));

        SentCall toOpenAI = rig.Upstream.Calls[0];
        Assert.Equal("", toOpenAI.Url.Query);
        Assert.Equal("application/json", toOpenAI.Headers["content-type"]);
        Assert.Equal("00-1-1-00", toOpenAI.Headers["traceparent"]);
        Assert.DoesNotContain(toOpenAI.Headers.Keys, name => name.StartsWith("anthropic-", StringComparison.Ordinal));
        Assert.Equal("2023-06-01", rig.Upstream.Calls[1].Headers["anthropic-version"]);
        Assert.False(rig.Upstream.Calls[1].Headers.ContainsKey("openai-beta"));
    }

    [Fact]
    public async Task Sets_and_drops_what_the_alias_says_in_the_clients_own_words()
    {
        ModelAlias plain = PipelineRig.Alias("chat", PipelineRig.Claude);
        var alias = new ModelAlias
        {
            Name = "chat",
            Targets = plain.Targets,
            Edits =
            [
                MemberEdit.SetDefault("max_completion_tokens", "77"u8.ToArray()),
                MemberEdit.SetDefault("stop", "\"set\""u8.ToArray()),
                MemberEdit.Remove("seed"),
            ],
        };
        using var rig = new PipelineRig(alias);
        rig.Upstream.Answers(Wire.MessageReply);

        FakeReply reply = await rig.SendAsync(
            WireProtocol.OpenAIChat, PipelineRig.Call("""{"model":"chat","messages":[{"role":"user","content":"hi"}],"stop":"sent","seed":1}"""));

        JsonElement sent = Json(rig.Upstream.Calls[0].Body);
        Assert.Equal(77, sent.GetProperty("max_tokens").GetInt64());
        Assert.Equal("sent", sent.GetProperty("stop_sequences")[0].GetString());
        Assert.False(reply.Headers.ContainsKey("x-headgate-losses"));
    }

    [Fact]
    public async Task Refuses_a_body_that_cannot_be_read_when_there_is_no_target_that_takes_it_as_it_is()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Claude));

        FakeReply reply = await rig.SendAsync(
            WireProtocol.OpenAIChat, PipelineRig.Call("""{"model":"chat","messages":[{"role":"user","content":7}]}"""));

        JsonElement error = Json(reply.Text).GetProperty("error");
        Assert.Equal((400, "invalid_request"), (reply.Status, error.GetProperty("code").GetString()));
        Assert.Equal("$.messages[0].content", error.GetProperty("param").GetString());
        Assert.Empty(rig.Upstream.Calls);
        Assert.Empty(rig.Record.Attempts);
    }

    [Fact]
    public async Task Sends_a_body_that_cannot_be_read_to_the_targets_that_take_it_as_it_is()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Claude, PipelineRig.Gpt, PipelineRig.Claude));
        rig.Upstream.Answers("{}", HttpStatusCode.ServiceUnavailable);

        FakeReply reply = await rig.SendAsync(
            WireProtocol.OpenAIChat, PipelineRig.Call("""{"model":"chat","messages":[{"role":"user","content":7}]}"""));

        Assert.Equal("gpt.test", Assert.Single(rig.Upstream.Calls).Url.Host);
        Assert.Equal(503, reply.Status);
    }

    [Theory]
    [InlineData(WireProtocol.OpenAICompletions)]
    public async Task Leaves_a_target_out_where_there_is_no_translation(WireProtocol protocol)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Gpt));

        FakeReply reply = await rig.SendAsync(
            protocol, PipelineRig.Call("""{"model":"chat","input":"hi","prompt":"hi","messages":[{"role":"user","content":"hi"}]}"""));

        Assert.Equal(404, reply.Status);
        Assert.Equal("unsupported_endpoint", rig.Record.Code);
    }

    [Theory]
    [InlineData(400, "invalid_request_error", "prompt is too long: 5 > 4", "context_length_exceeded")]
    [InlineData(400, "invalid_request_error", "no such thing", null)]
    [InlineData(404, "not_found_error", "model: m", null)]
    [InlineData(413, "request_too_large", "too large", "context_length_exceeded")]
    public async Task Words_a_refusal_of_Anthropics_as_OpenAI_would(int status, string type, string message, string? code)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Claude));
        rig.Upstream.Answers($$$"""{"type":"error","error":{"type":"{{{type}}}","message":"{{{message}}}"}}""", (HttpStatusCode)status);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        JsonElement error = Json(reply.Text).GetProperty("error");
        Assert.Equal((status, message), (reply.Status, error.GetProperty("message").GetString()));
        Assert.Equal(("invalid_request_error", code), (error.GetProperty("type").GetString(), error.GetProperty("code").GetString()));
        Assert.Equal(JsonValueKind.Null, error.GetProperty("param").ValueKind);
    }

    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(404, "not_found_error")]
    [InlineData(413, "request_too_large")]
    public async Task Words_a_refusal_of_OpenAIs_as_Anthropic_would(int status, string type)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Gpt));
        rig.Upstream.Answers("""{"error":{"message":"no","type":"tokens","param":"messages","code":"odd"}}""", (HttpStatusCode)status);

        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages());

        JsonElement error = Json(reply.Text).GetProperty("error");
        Assert.Equal((status, "no"), (reply.Status, error.GetProperty("message").GetString()));
        Assert.Equal(type, error.GetProperty("type").GetString());
    }

    private static ModelAlias TriedTwice(ModelAlias alias) => new()
    {
        Name = alias.Name,
        Targets = alias.Targets,
        Retry = new RetryOptions { Tries = 2, Backoff = TimeSpan.Zero },
    };

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
