using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>tags.&lt;name&gt;.&lt;value&gt;:</c>.</summary>
internal static class TagKeys
{
    public static readonly Key<Section> Budget = new("budget", BudgetKeys.Shape, "How much all keys with this tag may spend together.");

    public static readonly SectionShape Shape = new(Budget);
}
