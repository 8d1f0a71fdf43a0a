using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>end_users:</c> of keys and teams.</summary>
internal static class EndUserKeys
{
    public static readonly Key<Section> Budget = new("budget", BudgetKeys.Shape, "How much each of them may spend; it cannot be `total`.")
    { IsRequired = true };

    public static readonly SectionShape Shape = new(Budget);
}
