namespace Headgate.Server.Commands;

/// <summary>The log of the process.</summary>
internal static class Logs
{
    private const string TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";

    /// <summary>Writes to standard error, a line per event: standard output belongs to results.</summary>
    public static ILoggerFactory ToStandardError(bool isJson) => LoggerFactory.Create(logs =>
    {
        logs.AddFilter("Microsoft", LogLevel.Warning);
        logs.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (isJson)
        {
            logs.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, TimestampFormat));
        }
        else
        {
            logs.AddSimpleConsole(text => (text.SingleLine, text.UseUtcTimestamp, text.TimestampFormat) = (true, true, TimestampFormat));
        }
    });
}
