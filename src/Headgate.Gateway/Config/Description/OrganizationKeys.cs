using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>organizations.&lt;name&gt;:</c>.</summary>
internal static class OrganizationKeys
{
    public static readonly Key<Section> Budget = new("budget", BudgetKeys.Shape, "How much all its teams and keys may spend together.");

    public static readonly SectionShape Shape = new(Budget);
}
