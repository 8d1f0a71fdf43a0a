using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>providers.&lt;name&gt;.queue:</c>.</summary>
internal static class QueueKeys
{
    public static readonly Key<int> Length =
        new("length", Scalars.Whole(0, 1_000_000), "The requests that wait at most; `0`: none waits.")
    { Default = "1000" };

    public static readonly Key<TimeSpan> Wait = new("wait", Quantities.Time(Bounds.Millisecond, Bounds.Day),
        "The longest wait. Who would not be let out in time, by the mean time of a call, does not wait at all.")
    { Default = "10s" };

    public static readonly SectionShape Shape = new(Length, Wait);
}
