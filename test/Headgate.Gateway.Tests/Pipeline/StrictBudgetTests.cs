using System.Net;
using System.Text.Json;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

public sealed class StrictBudgetTests
{
    /// <summary>A nano-dollar a token sent, a dollar per thousand tokens answered.</summary>
    private static readonly PriceRow Price = new([new(PriceMeter.Input, 1_000_000), new(PriceMeter.Output, 1_000_000_000_000)]);

    [Fact]
    public async Task The_native_lane_is_bounded_to_what_is_left_and_the_record_says_so()
    {
        using PipelineRig rig = Rig("0.1001", PipelineRig.First);
        rig.Upstream.Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call("""{ "model":"chat", "messages":[{"role":"user","content":"hi"}], "odd": 1.50 }"""));

        Assert.Equal(
            """{ "model":"m", "messages":[{"role":"user","content":"hi"}], "odd": 1.50,"max_tokens":100 }""", rig.Upstream.Calls[0].Body);
        Assert.Equal(100, Assert.Single(rig.Record.Attempts).GivenBound);
    }

    [Fact]
    public async Task The_hub_is_bounded_as_well_and_each_target_by_what_it_costs()
    {
        using PipelineRig rig = Rig("0.1001", PipelineRig.Claude, PipelineRig.First);
        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError).Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal([100, 100], rig.Upstream.Calls.Select(call => JsonDocument.Parse(call.Body).RootElement.GetProperty("max_tokens").GetInt64()));
        Assert.Equal([100L, 100L], rig.Record.Attempts.Select(attempt => attempt.GivenBound!.Value));
    }

    [Fact]
    public async Task What_the_client_bounds_goes_up_as_it_is()
    {
        using PipelineRig rig = Rig("0.1001", PipelineRig.First);
        rig.Upstream.Answers(Wire.MessageReply);

        await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages("m"));

        Assert.Equal(9, JsonDocument.Parse(rig.Upstream.Calls[0].Body).RootElement.GetProperty("max_tokens").GetInt64());
        AttemptRecord attempt = Assert.Single(rig.Record.Attempts);
        Assert.Null(attempt.GivenBound);
    }

    [Fact]
    public async Task Where_not_even_a_short_answer_is_paid_for_nobody_is_called()
    {
        using PipelineRig rig = Rig("0.0151", PipelineRig.First);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal((429, "insufficient_quota"), (reply.Status, rig.Record.Code));
        Assert.Empty(rig.Upstream.Calls);
    }

    private static PipelineRig Rig(string dollars, params Provider[] providers)
    {
        Assert.True(Money.TryParse(dollars, out Money limit));
        var rig = new PipelineRig([.. new[] { "chat", "m" }.Select(name => new ModelAlias
        {
            Name = name,
            Targets = [.. providers.Select(provider => (AliasTarget)new AliasTarget.Model(provider, "m", 1) { Pricing = Price })],
            Retry = new RetryOptions { Tries = 1 },
        })]);
        rig.UseKey(key => key with
        {
            Budgets = [new Budget(new BudgetScope(BudgetScopeKind.Key, key.Id), limit, BudgetPeriod.Day, TimeZoneInfo.Utc) { IsStrict = true }],
        });
        return rig;
    }
}
