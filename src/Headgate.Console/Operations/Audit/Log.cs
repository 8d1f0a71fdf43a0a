using Microsoft.Extensions.Logging;

namespace Headgate.Console.Operations.Audit;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "The audit log cannot be written: {Actor} was refused {Operation}")]
    public static partial void Unwritten(ILogger log, Exception exception, string actor, string operation);

    [LoggerMessage(LogLevel.Error, "The audit log cannot be written: what act {Number} came to ({Outcome}) is missing there")]
    public static partial void UnwrittenResult(ILogger log, Exception exception, long number, string outcome);
}
