namespace Headgate.Console.Operations.Requests;

/// <summary>Durations as the API writes them: milliseconds, to the microsecond.</summary>
internal static class Milliseconds
{
    public static double Of(TimeSpan span) => Math.Round(span.TotalMilliseconds, 3);

    public static double? Of(TimeSpan? span) => span is { } known ? Of(known) : null;
}
