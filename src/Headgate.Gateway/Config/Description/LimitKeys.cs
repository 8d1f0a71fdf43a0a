using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>keys[].limits:</c>.</summary>
internal static class LimitKeys
{
    public static readonly Key<int> RequestsPerMinute = new(
        "requests_per_minute", Scalars.Whole(1), "Requests in a minute; no limit when nothing is written.");

    public static readonly Key<int> Concurrent = new("concurrent", Scalars.Whole(1), "Requests at once; no limit when nothing is written.");

    public static readonly Key<int> TokensPerMinute = new(
        "tokens_per_minute", Scalars.Whole(1),
        "Tokens in a minute, sent and answered; a request takes what it may use, and is corrected to what it has used.");

    public static readonly SectionShape Shape = new(RequestsPerMinute, Concurrent, TokensPerMinute);
}
