using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Route;

namespace Headgate.Gateway.Pricing;

/// <summary>What calls are expected to cost, for those who choose by it.</summary>
/// <param name="prices">The prices that hold.</param>
/// <param name="time">The clock.</param>
internal sealed class ExpectedCosts(PriceBook prices, TimeProvider time) : ITargetCosts
{
    /// <inheritdoc />
    public long? Of(Target target, long inputTokens, long cachedTokens, long outputTokens) =>
        prices.Of(target).Row(time.GetUtcNow(), inputTokens)?.Expect(inputTokens, cachedTokens, outputTokens);
}
