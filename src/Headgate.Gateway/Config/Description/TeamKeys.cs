using System.Collections.Immutable;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>teams.&lt;name&gt;:</c>.</summary>
internal static class TeamKeys
{
    public static readonly Key<ImmutableArray<Written<string>>> Models = new("models", new ListShape<string>(Scalars.Text),
        "What its keys may ask for at most: names, `prefix*`, or `*` for everything but the simulator.")
    { Default = "[\"*\"]" };

    public static readonly Key<Section> Budget = new("budget", BudgetKeys.Shape, "How much its keys may spend together.");

    public static readonly Key<string> Organization = new("organization", Scalars.Text, "The organization it belongs to.");

    public static readonly Key<Section> EndUsers = new("end_users", EndUserKeys.Shape,
        "The users of its keys' applications: each is one over all of them. A key's own `end_users` stands in place of it.");

    public static readonly SectionShape Shape = new(Models, Budget, Organization, EndUsers, new LaterKey("limits"), new LaterKey("guardrails"));
}
