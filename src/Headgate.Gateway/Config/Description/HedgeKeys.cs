using Headgate.Gateway.Config.Shapes;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>models.&lt;name&gt;.hedge:</c>.</summary>
internal static class HedgeKeys
{
    public static readonly Key<TimeSpan> After = new("after", Quantities.Time(Bounds.Millisecond, Bounds.Day),
        "How long the first token is waited for before the next target is called beside; less than `timeouts.first_token`.")
    { IsRequired = true };

    public static readonly Key<int> Percent =
        new("percent", Scalars.Whole(1, 100), "Of a hundred requests, how many may have a second call.") { Default = "5" };

    public static readonly Key<Money> MaxCost = new("max_cost", Amounts.Usd,
        "What a second call may come to at most, in US dollars; where its price is not known, there is none. Any amount when nothing is written.");

    public static readonly SectionShape Shape = new(After, Percent, MaxCost);
}
