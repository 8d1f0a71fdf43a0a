using Headgate.Gateway.Pricing;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Stores;

/// <summary>One upstream call that cost something.</summary>
/// <param name="Target">The target, <c>provider/upstream-model</c>.</param>
/// <param name="Usage">What was used; null when nobody knows.</param>
/// <param name="Cost">What that cost; null when the price is not known.</param>
/// <param name="Price">Which price it was rated by, as the catalogue names its versions; null when the price is not known.</param>
public sealed record LedgerAttempt(string Target, Usage? Usage, Money? Cost, string? Price);
