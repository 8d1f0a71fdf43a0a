using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pricing;

public sealed class ReratingTests
{
    private static readonly PriceRow Cheap = new([new(PriceMeter.Input, 1_000_000_000), new(PriceMeter.Output, 10_000_000_000)]);
    private static readonly PriceRow Dear = new([new(PriceMeter.Input, 2_000_000_000), new(PriceMeter.Output, 20_000_000_000)]);

    [Fact]
    public async Task Costs_what_it_did_by_the_prices_of_then_and_more_by_dearer_ones()
    {
        using var rig = new PipelineRig(Alias(Cheap));
        rig.Upstream.Streams(Wire.MessageStart + Wire.MessageError).Streams(Wire.MessageStream);
        await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages(stream: true));
        Money? then = rig.Record.Cost;

        Assert.Equal(then, Rerating.Cost(rig.Record, rig.Current));
        rig.Reload(Alias(Dear));
        Assert.Equal(then + then, Rerating.Cost(rig.Record, rig.Current));
        rig.Reload(new ModelAlias { Name = "chat", Targets = [new AliasTarget.Alias(Alias(Dear), 1)] });
        Assert.Equal(then + then, Rerating.Cost(rig.Record, rig.Current));
    }

    [Fact]
    public async Task Is_unknown_without_a_price_a_provider_or_a_usage()
    {
        using var rig = new PipelineRig(Alias(Cheap));
        rig.Upstream.Answers(Wire.ChatReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        RequestRecord record = rig.Record;
        AttemptRecord attempt = record.Attempts[0];

        Assert.Equal(record.Cost, Rerating.Cost(record, rig.Current));
        Assert.Null(Rerating.Cost(record with { Attempts = [attempt with { Target = "gone/m" }] }, rig.Current));
        Assert.Null(Rerating.Cost(record with { Attempts = [attempt with { Usage = null }] }, rig.Current));
        Assert.Null(Rerating.Cost(record with { Attempts = [attempt with { ServiceTier = "never-heard-of" }] }, rig.Current));
        rig.Reload(PipelineRig.Alias("chat", PipelineRig.First));
        Assert.Null(Rerating.Cost(record, rig.Current));
    }

    [Fact]
    public void What_called_nobody_or_was_free_costs_nothing()
    {
        using var rig = new PipelineRig();
        var refused = new RequestRecord { Id = "req_1", Time = DateTimeOffset.UnixEpoch, Protocol = WireProtocol.OpenAIChat, Status = 401 };
        RequestRecord counted = refused with
        {
            Protocol = WireProtocol.AnthropicCountTokens,
            Target = "first/m",
            Attempts = [new AttemptRecord { Target = "first/m", Credential = "c" }],
        };

        Assert.Equal(Money.Zero, Rerating.Cost(refused, rig.Current));
        Assert.Equal(Money.Zero, Rerating.Cost(counted, rig.Current));
    }

    private static ModelAlias Alias(PriceRow pricing) => new()
    {
        Name = "chat",
        Targets =
        [
            new AliasTarget.Model(PipelineRig.First, "m", 1) { Pricing = pricing }, new AliasTarget.Model(PipelineRig.Second, "m", 1) { Pricing = pricing },
        ],
        Retry = new RetryOptions { Tries = 1 },
    };
}
