using System.Diagnostics.Metrics;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

/// <summary>
/// The overrun that is not promised away: answers whose length is open, that are not streamed, and that no strict budget bounds. It is what they
/// came to beyond what was held, it is gauged, and it ends with the calls that were under way.
/// </summary>
public sealed class OverrunTests : IDisposable
{
    private const int AtOnce = 10;

    /// <summary>A dollar per thousand tokens answered, and nothing for what is sent: 4.096 dollars are held for each.</summary>
    private static readonly PriceRow Price = new([new(PriceMeter.Input, 0), new(PriceMeter.Output, 1_000_000_000_000)]);

    private readonly MeterListener _listener = new();
    private readonly PipelineRig _rig;
    private double _overrun;

    public OverrunTests()
    {
        // Other tests' meters have the same names: this one's are those that are made here and now.
        bool isMaking = false;
        int thread = Environment.CurrentManagedThreadId;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (isMaking && thread == Environment.CurrentManagedThreadId && instrument.Name == "headgate.budgets.overrun")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, value, _, _) => _overrun += value);
        _listener.Start();
        isMaking = true;
        _rig = new PipelineRig(new ModelAlias
        {
            Name = "chat",
            Targets = [new AliasTarget.Model(PipelineRig.First, "m", 1) { Pricing = Price }],
            Retry = new RetryOptions { Tries = 1 },
        });
        isMaking = false;
        _rig.UseKey(key => key with { Budgets = [Of(key.Id)] });
    }

    public void Dispose()
    {
        _rig.Dispose();
        _listener.Dispose();
    }

    [Fact]
    public async Task It_is_what_the_answers_came_to_beyond_what_was_held_and_ends_with_those_under_way()
    {
        var answered = new TaskCompletionSource();
        for (int i = 0; i < AtOnce; i++)
        {
            _rig.Upstream.Then(async (_, _) =>
            {
                await answered.Task;
                return new HttpResponseMessage { Content = new StringContent(Reply(tokens: 6_096), null, "application/json") };
            });
        }

        Task<FakeReply>[] asked = [.. Enumerable.Range(0, AtOnce).Select(_ => _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat()))];
        FakeReply beyond = await _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        answered.SetResult();
        await Task.WhenAll(asked);
        FakeReply after = await _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        // Ten were held for, at 4.096 dollars each; each came to 6.096.
        BudgetState state = _rig.Budgets.Look(Of("key_1"), _rig.Time.GetUtcNow());
        Assert.All(asked, request => Assert.Equal(200, request.Result.Status));
        Assert.Equal((429, 429), (beyond.Status, after.Status));
        Assert.Equal(("60.96", Money.Zero), (state.Spent.ToString(), state.Held));
        Assert.Equal(20, _overrun, precision: 9);
        Assert.Equal(60.96m, _rig.Ledger.Entries.Sum(entry => entry.Settlement!.Cost!.Value.Nanodollars) / 1_000_000_000m);
    }

    [Fact]
    public async Task A_stream_that_was_thought_over_for_longer_than_is_held_is_written_down_at_what_it_cost_before_its_end_is_given()
    {
        string usage = Wire.ChatUsage.Replace("\"completion_tokens\":2", "\"completion_tokens\":6096", StringComparison.Ordinal);
        _rig.Upstream.Streams(Wire.ChatRole + Wire.ChatText + Wire.ChatStop + usage + Wire.Done);

        FakeReply reply = await _rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Equal(200, reply.Status);
        Assert.Equal("6.096", _rig.Ledger.Only.Settlement!.Cost.ToString());
        Assert.Equal("6.096", _rig.Ledger.Only.Reserved.ToString());
    }

    private static Budget Of(string key) =>
        new(new BudgetScope(BudgetScopeKind.Key, key), new Money(40_960_000_000), BudgetPeriod.Day, TimeZoneInfo.Utc);

    private static string Reply(int tokens)
    {
        string said = Wire.ChatReply[..Wire.ChatReply.IndexOf("\"usage\"", StringComparison.Ordinal)];
        return $"{said}\"usage\":{{\"prompt_tokens\":3,\"completion_tokens\":{tokens},\"total_tokens\":{3 + tokens}}}}}";
    }
}
