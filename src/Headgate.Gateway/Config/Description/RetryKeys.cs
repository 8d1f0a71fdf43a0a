using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>models.&lt;name&gt;.retry:</c>.</summary>
internal static class RetryKeys
{
    public static readonly Key<int> Tries = new(
        "tries", Scalars.Whole(1, 100), "Calls to one target, the first included.")
    { Default = "2" };

    public static readonly Key<TimeSpan> Backoff =
        new("backoff", Quantities.TimeOrOff(Bounds.Millisecond, Bounds.Day),
            "The first pause; it doubles each time.")
    { Default = "250ms" };

    public static readonly Key<TimeSpan> MaxBackoff = new("max_backoff", Quantities.TimeOrOff(Bounds.Millisecond, Bounds.Day),
        "The longest pause, and the longest `Retry-After` that is waited for.")
    { Default = "8s" };

    public static readonly SectionShape Shape = new(Tries, Backoff, MaxBackoff);
}
