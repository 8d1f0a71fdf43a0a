using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

/// <summary>Another target goes on with a stream that broke off (<c>resume</c>).</summary>
public sealed class ResumeTests
{
    private const string Rest = """
        data: {"id":"cmpl-2","object":"chat.completion.chunk","created":2,"model":"other","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

        data: {"id":"cmpl-2","object":"chat.completion.chunk","created":2,"model":"other","choices":[{"index":0,"delta":{"content":" wörld"},"finish_reason":null}]}

        data: {"id":"cmpl-2","object":"chat.completion.chunk","created":2,"model":"other","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"id":"cmpl-2","object":"chat.completion.chunk","created":2,"model":"other","choices":[],"usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}}

        data: [DONE]


        """;

    private static readonly Provider Vllm = PipelineRig.Vendor("vllm", "https://vllm.test/v1", "vllm", [WireProtocol.OpenAIChat]);
    private static readonly Provider Mistral = PipelineRig.Vendor("mistral", "https://mistral.test/v1", "mistral", [WireProtocol.OpenAIChat]);
    private static readonly Provider DeepSeek = PipelineRig.Vendor("deepseek", "https://deepseek.test", "deepseek", [WireProtocol.OpenAIChat]);

    [Fact]
    public async Task The_next_target_goes_on_with_the_text_so_far_and_the_client_reads_one_stream()
    {
        using var rig = new PipelineRig(Resuming(PipelineRig.First, Vllm));
        rig.Upstream.Streams(Wire.ChatRole + Wire.ChatText + Wire.ChatText).Streams(Rest);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Equal("héhé wörld", Text(reply.Text));
        Assert.Equal(["chatcmpl-1"], Chunks(reply.Text).Select(chunk => chunk.GetProperty("id").GetString()).Distinct());
        Assert.Equal(["assistant"], Chunks(reply.Text).SelectMany(Roles));
        Assert.EndsWith(Wire.Done, reply.Text, StringComparison.Ordinal);
        Assert.Equal((200, null), (rig.Record.Status, rig.Record.Code));
        Assert.Equal(
            [("first/m", "connection", false), ("vllm/m", null, true)],
            rig.Record.Attempts.Select(attempt => (attempt.Target, attempt.Fault, attempt.IsContinuation)));
        JsonElement sent = JsonDocument.Parse(rig.Upstream.Calls[1].Body).RootElement;
        Assert.Equal(("assistant", "héhé"), (Last(sent).GetProperty("role").GetString(), Last(sent).GetProperty("content").GetString()));
        Assert.True(sent.GetProperty("continue_final_message").GetBoolean());
        Assert.False(sent.GetProperty("add_generation_prompt").GetBoolean());
    }

    [Fact]
    public async Task The_usage_told_is_that_of_both_calls()
    {
        using var rig = new PipelineRig(Resuming(PipelineRig.First, Vllm));
        rig.Upstream.Streams(Wire.ChatRole + Wire.ChatText).Streams(Rest);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(
            """{"model":"chat","messages":[{"role":"user","content":"hi"}],"stream":true,"stream_options":{"include_usage":true}}"""));

        JsonElement usage = Chunks(reply.Text).Last().GetProperty("usage");
        Assert.Equal(rig.Record.Usage!.Output, usage.GetProperty("completion_tokens").GetInt64());
        Assert.Equal(rig.Record.Usage.Input, usage.GetProperty("prompt_tokens").GetInt64());
        Assert.True(rig.Record.Usage.Output > 3 && rig.Record.IsEstimated);
    }

    [Fact]
    public async Task A_target_that_takes_no_beginning_is_passed_by_and_the_next_of_another_protocol_goes_on()
    {
        using var rig = new PipelineRig(Resuming(
            [(PipelineRig.Claude, "claude-haiku-4-5"), (PipelineRig.Gpt, "m"), (PipelineRig.Claude, "claude-opus-5"), (Mistral, "m")]));
        rig.Upstream.Streams(Wire.MessageStart + Wire.BlockStart + Wire.BlockDelta + Wire.MessageError).Streams(Rest);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Equal("hello wörld", Text(reply.Text));
        Assert.Equal(["claude/claude-haiku-4-5", "mistral/m"], rig.Record.Attempts.Select(attempt => attempt.Target));
        Assert.True(Last(JsonDocument.Parse(rig.Upstream.Calls[1].Body).RootElement).GetProperty("prefix").GetBoolean());
    }

    [Fact]
    public async Task A_client_of_messages_reads_one_message_with_one_block()
    {
        using var rig = new PipelineRig(Resuming([(PipelineRig.Claude, "claude-haiku-4-5"), (DeepSeek, "m")]));
        rig.Upstream.Streams(Wire.MessageStart + Wire.BlockStart + Wire.BlockDelta).Streams(Rest);

        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Call(
            """{"model":"chat","max_tokens":50,"messages":[{"role":"user","content":"hi"}],"stream":true}"""));

        Assert.Equal(1, Count(reply.Text, "event: message_start"));
        Assert.Equal(1, Count(reply.Text, "event: content_block_start"));
        Assert.Equal(1, Count(reply.Text, "event: content_block_stop"));
        Assert.Contains("\" wörld\"", reply.Text, StringComparison.Ordinal);
        Assert.Equal(1, Count(reply.Text, "event: message_stop"));
        Assert.Equal("https://deepseek.test/beta/chat/completions", rig.Upstream.Calls[1].Url.ToString());
        JsonElement sent = JsonDocument.Parse(rig.Upstream.Calls[1].Body).RootElement;
        Assert.InRange(sent.GetProperty("max_tokens").GetInt64(), 40, 49); // the bound holds for the whole answer
    }

    [Fact]
    public async Task What_a_vendor_echoes_is_not_told_again_and_no_blank_twice()
    {
        using var rig = new PipelineRig(Resuming(PipelineRig.First, Mistral));
        rig.Upstream
            .Streams(Wire.ChatRole + Wire.ChatText.Replace("hé", "one two \\n", StringComparison.Ordinal))
            .Streams(Rest.Replace(" wörld", "one two \\nthree", StringComparison.Ordinal));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Equal("one two \nthree", Text(reply.Text));
        Assert.Equal("one two", Last(JsonDocument.Parse(rig.Upstream.Calls[1].Body).RootElement).GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_continuation_that_breaks_off_is_gone_on_with_too()
    {
        using var rig = new PipelineRig(Resuming(PipelineRig.First, Vllm, Mistral));
        rig.Upstream.Streams(Wire.ChatRole + Wire.ChatText).Streams(Wire.ChatRole + Wire.ChatText).Streams(Rest);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Equal("héhé wörld", Text(reply.Text));
        Assert.Equal([false, true, true], rig.Record.Attempts.Select(attempt => attempt.IsContinuation));
        Assert.All(rig.Health.Targets, target => Assert.Equal(0, target.Value.InFlight));
    }

    [Theory]
    [InlineData("""{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a"}}]}""")]
    [InlineData("""{"refusal":"no"}""")]
    public async Task A_call_that_has_begun_and_a_refusal_are_not_gone_on_with(string delta)
    {
        using var rig = new PipelineRig(Resuming(PipelineRig.First, Vllm));
        string begun = $$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""" + "\n\n";
        rig.Upstream.Streams(Wire.ChatRole + Wire.ChatText + begun);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Contains("upstream_error", reply.Text, StringComparison.Ordinal);
        Assert.Single(rig.Record.Attempts);
    }

    [Theory]
    [InlineData("\"response_format\":{\"type\":\"json_object\"}")]
    [InlineData("\"n\":2")]
    [InlineData("\"logprobs\":true")]
    [InlineData("\"modalities\":[\"text\",\"audio\"]")]
    public async Task An_answer_that_is_more_than_text_passes_as_it_came(string member)
    {
        using var rig = new PipelineRig(Resuming(PipelineRig.First, Vllm));
        rig.Upstream.Streams(Wire.ChatRole + Wire.ChatText);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(
            $$"""{"model":"chat","messages":[{"role":"user","content":"hi"}],"stream":true,{{member}}}"""));

        Assert.StartsWith(Wire.ChatRole + Wire.ChatText, reply.Text, StringComparison.Ordinal);
        Assert.Contains("upstream_error", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_can_go_on_the_client_is_told_what_broke_the_answer()
    {
        using var rig = new PipelineRig(Resuming(PipelineRig.First, Vllm));
        rig.Upstream.Streams(Wire.ChatRole + Wire.ChatText).Answers("{}", System.Net.HttpStatusCode.InternalServerError);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Equal("hé", Text(reply.Text[..reply.Text.IndexOf("data: {\"error\"", StringComparison.Ordinal)]));
        Assert.DoesNotContain(Wire.Done, reply.Text, StringComparison.Ordinal);
        Assert.Equal(["connection", "server_error"], rig.Record.Attempts.Select(attempt => attempt.Fault));
    }

    [Fact]
    public async Task The_same_target_goes_on_where_no_other_does_and_it_may_be_called_again()
    {
        using var rig = new PipelineRig(Resuming([(Vllm, "m")], new RetryOptions { Tries = 2, Backoff = TimeSpan.Zero, MaxBackoff = TimeSpan.Zero }));
        rig.Upstream.Streams(Wire.ChatRole + Wire.ChatText).Streams(Rest);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Equal("hé wörld", Text(reply.Text));
        Assert.Equal(["vllm/m", "vllm/m"], rig.Record.Attempts.Select(attempt => attempt.Target));
    }

    [Fact]
    public async Task Where_no_target_takes_a_beginning_the_vendors_bytes_pass()
    {
        using var rig = new PipelineRig(Resuming(PipelineRig.First, PipelineRig.Second));
        rig.Upstream.Streams(Wire.ChatRole + Wire.ChatText);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.StartsWith(Wire.ChatRole + Wire.ChatText, reply.Text, StringComparison.Ordinal);
        Assert.Single(rig.Record.Attempts);
    }

    private static ModelAlias Resuming(params Provider[] providers) => Resuming([.. providers.Select(provider => (provider, "m"))]);

    private static ModelAlias Resuming(ImmutableArray<(Provider Provider, string Model)> targets, RetryOptions? retry = null) => new()
    {
        Name = "chat",
        Targets = [.. targets.Select(target => (AliasTarget)new AliasTarget.Model(target.Provider, target.Model, 1))],
        Retry = retry ?? new RetryOptions { Tries = 1 },
        Resumes = true,
    };

    private static string Text(string stream) => string.Concat(Chunks(stream).SelectMany(Deltas).Select(
        delta => delta.TryGetProperty("content", out JsonElement text) ? text.GetString() : ""));

    private static IEnumerable<string?> Roles(JsonElement chunk) =>
        Deltas(chunk).Where(delta => delta.TryGetProperty("role", out _)).Select(delta => delta.GetProperty("role").GetString());

    private static IEnumerable<JsonElement> Deltas(JsonElement chunk) => chunk.GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("delta"));

    private static IEnumerable<JsonElement> Chunks(string stream) => stream.Split('\n')
        .Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line["data: ".Length..]).RootElement);

    private static JsonElement Last(JsonElement sent) => sent.GetProperty("messages").EnumerateArray().Last();

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
