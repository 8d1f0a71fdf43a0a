using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>models.&lt;name&gt;.split:</c>.</summary>
internal static class SplitKeys
{
    public static readonly Key<StickyBy> By = new("by",
        Scalars.Word([("session", StickyBy.Session), ("user", StickyBy.User), ("key", StickyBy.Key)]),
        "What keeps its variant: a session, an application's user, a key. Requests that do not say it are dealt one by one.")
    { Default = "session" };

    public static readonly Key<string> Salt = new("salt", Scalars.Text,
        "Who gets which variant follows from this text: another one deals anew. The alias' name when nothing is written.");

    public static readonly SectionShape Shape = new(By, Salt);
}
