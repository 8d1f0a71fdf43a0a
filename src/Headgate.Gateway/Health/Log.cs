using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Health;

internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Error, "The credential {Credential} is refused and will not be used for {Seconds} s: {Detail}")]
    public static partial void Parked(ILogger logger, string credential, long seconds, string detail);

    [LoggerMessage(201, LogLevel.Warning, "{Target} fails and will not be called for a while")]
    public static partial void Opened(ILogger logger, string target);

    [LoggerMessage(202, LogLevel.Information, "{Target} answers again")]
    public static partial void Closed(ILogger logger, string target);

    [LoggerMessage(203, LogLevel.Error, "The credential {Credential} is refused for {Target}, which will not be called with it for {Seconds} s: {Detail}")]
    public static partial void ParkedFor(ILogger logger, string credential, string target, long seconds, string detail);
}
