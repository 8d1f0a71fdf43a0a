using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>models.&lt;name&gt;.targets[]:</c>.</summary>
internal static class TargetKeys
{
    public static readonly Key<string> Model = new("model", Scalars.Text,
        "`provider/upstream-model`, `provider/*` for the name that the client sent, or another alias.")
    { IsRequired = true };

    public static readonly Key<int> Weight = new("weight", Scalars.Whole(0, 1_000_000),
        "Its share with `strategy: weighted`; 0 makes it a fallback only.")
    { Default = "1" };

    public static readonly Key<Section> Pricing = new("pricing", PricingKeys.Shape, "What it costs, where that is not what is known of it.");

    public static readonly SectionShape Shape = new(Model, Weight, new LaterKey("when"), new LaterKey("timeouts"), Pricing);
}
