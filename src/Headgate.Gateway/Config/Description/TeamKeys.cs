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

    public static readonly SectionShape Shape = new(Models,
        new LaterKey("budget"), new LaterKey("limits"), new LaterKey("guardrails"), new LaterKey("organization"));
}
