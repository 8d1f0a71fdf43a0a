using System.Collections.Immutable;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>models.&lt;name&gt;.targets[]:</c>.</summary>
internal static class TargetKeys
{
    public static readonly Key<string> Model = new("model", Scalars.Text,
        "`provider/upstream-model`, `provider/*` for the name that the client sent, or another alias.")
    { IsRequired = true };

    public static readonly Key<int> Weight = new("weight", Scalars.Whole(0, 1_000_000),
        "Its share with `strategy: weighted` or `split`; 0 makes it a fallback only.")
    { Default = "1" };

    public static readonly Key<Condition> When = new("when", ConditionShape.Any,
        "What must hold of a request for the target to be tried; see [routing](routing.md#conditions).");

    public static readonly Key<string> Variant = new("variant", Scalars.Text,
        "What a `split` calls it in records and in `x-headgate-variant`; its `model` when nothing is written.");

    public static readonly Key<ImmutableArray<Written<RequestNeeds>>> Without = new("without", new ListShape<RequestNeeds>(Scalars.Word(
        [
            ("tools", RequestNeeds.Tools), ("images", RequestNeeds.Images), ("structured_output", RequestNeeds.StructuredOutput),
            ("streaming", RequestNeeds.Streaming),
        ])),
        "What the model cannot do: it is not tried for requests that ask for it.");

    public static readonly Key<int> ContextWindow = new("context_window", Scalars.Whole(1),
        "Tokens that the model takes at most: it is tried for a request that is probably longer only when every other target is out.");

    public static readonly Key<Section> Pricing = new("pricing", PricingKeys.Shape, "What it costs, where that is not what is known of it.");

    public static readonly SectionShape Shape = new(Model, Weight, When, Variant, Without, ContextWindow, Pricing, new LaterKey("timeouts"));
}
