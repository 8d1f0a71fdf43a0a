using System.Net;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tokens;

namespace Headgate.Gateway.Tests.Pipeline;

public sealed class CostTests
{
    private static readonly PriceRow Price = new([new(PriceMeter.Input, 1_000_000_000), new(PriceMeter.Output, 10_000_000_000)]);

    [Fact]
    public async Task Records_what_a_call_cost_and_tells_the_client()
    {
        using var rig = new PipelineRig(Priced(PipelineRig.First));
        rig.Upstream.Answers(Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal("0.000023", reply.Headers["x-headgate-cost-usd"]);
        Assert.Equal("0.000023", rig.Record.Cost.ToString());
        AttemptRecord attempt = Assert.Single(rig.Record.Attempts);
        Assert.Equal((rig.Record.Cost, rig.Record.Usage), (attempt.Cost, attempt.Usage));
    }

    [Fact]
    public async Task A_price_that_is_not_known_is_no_cost_of_zero()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers(Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.DoesNotContain("x-headgate-cost-usd", reply.Headers.Keys);
        Assert.Null(rig.Record.Cost);
        Assert.NotNull(rig.Record.Usage);
    }

    [Fact]
    public async Task A_stream_is_priced_by_the_usage_at_its_end()
    {
        using var rig = new PipelineRig(Priced(PipelineRig.First));
        rig.Upstream.Streams(Wire.MessageStream);

        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));

        Assert.DoesNotContain("x-headgate-cost-usd", reply.Headers.Keys);
        Assert.Equal("0.000023", rig.Record.Cost.ToString());
    }

    [Fact]
    public async Task Each_attempt_is_priced_by_what_it_used_itself()
    {
        using var rig = new PipelineRig(Priced(PipelineRig.First, PipelineRig.Second));
        rig.Upstream.Streams(Wire.MessageStart + Wire.MessageError).Streams(Wire.MessageStream);

        await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));

        Assert.Equal(["0.000013", "0.000023"], rig.Record.Attempts.Select(attempt => attempt.Cost.ToString()!));
        Assert.Equal("0.000036", rig.Record.Cost.ToString());
        Assert.Equal(9, rig.Record.Usage?.Input + rig.Record.Usage?.Output);
    }

    [Fact]
    public async Task The_cost_is_unknown_when_that_of_a_failed_attempt_is()
    {
        ModelAlias alias = new()
        {
            Name = "chat",
            Targets = [new AliasTarget.Model(PipelineRig.First, "m", 1), new AliasTarget.Model(PipelineRig.Second, "m", 1) { Pricing = Price }],
            Retry = new RetryOptions { Tries = 1 },
        };
        using var rig = new PipelineRig(alias);
        rig.Upstream.Streams(Wire.MessageStart + Wire.MessageError).Streams(Wire.MessageStream);

        await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));

        Assert.Equal([null, "0.000023"], rig.Record.Attempts.Select(attempt => attempt.Cost?.ToString()));
        Assert.Null(rig.Record.Cost);
    }

    [Fact]
    public async Task A_call_that_was_refused_cost_nothing()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers("{}", HttpStatusCode.BadRequest);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal("0", rig.Record.Cost.ToString());
        Assert.Equal("0", reply.Headers["x-headgate-cost-usd"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","usage":null""")]
    [InlineData(""","usage":{"prompt_tokens":7}""")]
    public async Task An_answer_without_usage_is_counted_here(string usage)
    {
        using var rig = new PipelineRig(Priced(PipelineRig.First));
        rig.Upstream.Answers("""{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"The quick brown fox jumps over the lazy dog."}}]"""
            + usage + "}");

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.True(rig.Record.IsEstimated);
        Assert.Equal(TokenCounter.Count("The quick brown fox jumps over the lazy dog."), rig.Record.Usage!.Output);
        long input = usage.Contains('7', StringComparison.Ordinal) ? 7 : rig.Record.Usage.Input!.Value;
        Assert.True(input > 0);
        Assert.Equal(new Money((input * 1_000) + (rig.Record.Usage.Output!.Value * 10_000)), rig.Record.Cost);
        Assert.Equal(rig.Record.Cost.ToString(), reply.Headers["x-headgate-cost-usd"]);
    }

    [Fact]
    public async Task An_answer_that_says_nothing_and_has_no_usage_has_an_unknown_cost()
    {
        using var rig = new PipelineRig(Priced(PipelineRig.First));
        rig.Upstream.Answers("""{"id":"x","choices":[]}""");

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Null(rig.Record.Cost);
    }

    [Fact]
    public async Task Counting_tokens_is_free()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.Vendor("c", "https://c.test", "anthropic", [WireProtocol.AnthropicCountTokens])));
        rig.Upstream.Answers("""{"input_tokens":12}""");

        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicCountTokens, PipelineRig.Messages());

        Assert.Equal(200, reply.Status);
        Assert.Equal("0", rig.Record.Cost.ToString());
    }

    [Theory]
    [InlineData("\"service_tier\":\"flex\",", "0.000002375", "flex")]
    [InlineData("\"service_tier\":\"default\",", "0.00000475", "default")]
    [InlineData("", "0.00000475", null)]
    [InlineData("\"service_tier\":\"never-heard-of\",", null, "never-heard-of")]
    public async Task The_price_follows_the_tier_that_the_vendor_returned(string tier, string? cost, string? recorded)
    {
        ModelAlias alias = new()
        {
            Name = "chat",
            Targets = [new AliasTarget.Model(PipelineRig.Gpt, "gpt-5-mini", 1)],
        };
        using var rig = new PipelineRig(alias);
        rig.Upstream.Answers(Wire.ChatReply.Replace("{\"id\"", $"{{{tier}\"id\"", StringComparison.Ordinal));
        FakeRequest request = PipelineRig.Call("""{"model":"chat","service_tier":"priority","messages":[{"role":"user","content":"hi"}]}""");

        await rig.SendAsync(WireProtocol.OpenAIChat, request);

        Assert.Equal(cost, rig.Record.Cost?.ToString());
        Assert.Equal(recorded, rig.Record.Attempts[0].ServiceTier);
    }

    [Fact]
    public async Task A_tier_in_a_header_counts_where_the_body_says_none()
    {
        using var rig = new PipelineRig(Priced(PipelineRig.First));
        rig.Upstream.Answers(Wire.ChatReply, HttpStatusCode.OK, ("x-gemini-service-tier", "PRIORITY"));

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal("priority", rig.Record.Attempts[0].ServiceTier);
        Assert.Null(rig.Record.Cost);
    }

    [Fact]
    public async Task The_strategy_cost_calls_the_cheapest()
    {
        ModelAlias alias = new()
        {
            Name = "chat",
            Strategy = Strategy.Cost,
            Targets =
            [
                new AliasTarget.Model(PipelineRig.First, "m", 1) { Pricing = Price },
                new AliasTarget.Model(PipelineRig.Second, "m", 1) { Pricing = new PriceRow([new(PriceMeter.Input, 1), new(PriceMeter.Output, 1)]) },
            ],
        };
        using var rig = new PipelineRig(alias);
        rig.Upstream.Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal("second/m", rig.Record.Target);
    }

    private static ModelAlias Priced(params Provider[] providers) => new()
    {
        Name = "chat",
        Targets = [.. providers.Select(provider => (AliasTarget)new AliasTarget.Model(provider, "m", 1) { Pricing = Price })],
        Retry = new RetryOptions { Tries = 1 },
    };
}
