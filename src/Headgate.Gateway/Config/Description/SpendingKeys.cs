using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>budgets:</c> of the top level.</summary>
internal static class SpendingKeys
{
    public static readonly Key<int> ReserveOutput = new(
        "reserve_output", Scalars.Whole(1),
        "Tokens that are held for an answer whose length the client leaves open. A stream that grows beyond them holds as many more, or ends.")
    { Default = "4096" };

    public static readonly Key<string> UnknownPrice = new(
        "unknown_price", Scalars.Word(["deny", "allow"]),
        "Whether what is held to a budget may call models whose price is not known; what it costs there is not counted.")
    { Default = "deny" };

    public static readonly SectionShape Shape = new(ReserveOutput, UnknownPrice);
}
