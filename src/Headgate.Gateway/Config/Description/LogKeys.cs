using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>log:</c>.</summary>
internal static class LogKeys
{
    public static readonly Key<string> Bodies = new("bodies", Scalars.Word(["off", "full"], "redacted"),
        "Whether request and reply bodies are kept with the record.")
    { Default = "off" };

    public static readonly Key<TimeSpan> Retention =
        new("retention", Quantities.Time(TimeSpan.FromHours(1), Bounds.Decade), "How long records are kept.")
    { Default = "30d" };

    public static readonly SectionShape Shape = new(Bodies, Retention);
}
