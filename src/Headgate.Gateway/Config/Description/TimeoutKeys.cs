using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>models.&lt;name&gt;.timeouts:</c>.</summary>
internal static class TimeoutKeys
{
    public static readonly Key<TimeSpan> Connect =
        new("connect", Quantities.Time(Bounds.Millisecond, Bounds.Day), "Making a connection, TLS included.")
    { Default = "5s" };

    public static readonly Key<TimeSpan> FirstToken = new("first_token", Quantities.TimeOrOff(Bounds.Millisecond, Bounds.Day),
        "From sending a call to its first content; when it is not streamed, to its headers.")
    { Default = "off" };

    public static readonly Key<TimeSpan> Idle =
        new("idle", Quantities.Time(Bounds.Millisecond, Bounds.Day),
            "Silence of the vendor; every byte starts it anew.")
    { Default = "120s" };

    public static readonly Key<TimeSpan> Total =
        new("total", Quantities.Time(Bounds.Millisecond, Bounds.Day),
            "The whole request: all attempts and the stream.")
    { Default = "30m" };

    public static readonly SectionShape Shape = new(Connect, FirstToken, Idle, Total);
}
