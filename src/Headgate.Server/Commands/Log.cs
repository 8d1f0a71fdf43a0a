namespace Headgate.Server.Commands;

internal static partial class Log
{
    [LoggerMessage(400, LogLevel.Information, "Stopping: new calls are refused, {Open} open ones may finish")]
    public static partial void Draining(ILogger logger, int open);

    [LoggerMessage(401, LogLevel.Information, "Stopped; {CutOff} calls were cut off")]
    public static partial void Stopped(ILogger logger, int cutOff);
}
