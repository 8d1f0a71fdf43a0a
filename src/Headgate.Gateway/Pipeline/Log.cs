using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Pipeline;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Request {RequestId} met a bug and was answered 500")]
    public static partial void Bug(ILogger logger, string requestId, Exception bug);
}
