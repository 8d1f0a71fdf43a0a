using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>keys[].limits:</c>.</summary>
internal static class LimitKeys
{
    public static readonly Key<int> RequestsPerMinute = new(
        "requests_per_minute", Scalars.Whole(1), "Requests in a minute; no limit when nothing is written.");

    public static readonly Key<int> Concurrent = new("concurrent", Scalars.Whole(1), "Requests at once; no limit when nothing is written.");

    public static readonly SectionShape Shape = new(RequestsPerMinute, Concurrent, new LaterKey("tokens_per_minute"));
}
