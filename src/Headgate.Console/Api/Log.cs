using System.Net;
using Microsoft.Extensions.Logging;

namespace Headgate.Console.Api;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "A wrong admin token came from {Address}")]
    public static partial void WrongToken(ILogger log, IPAddress address);

    [LoggerMessage(LogLevel.Error, "{Method} {Route} failed")]
    public static partial void Failed(ILogger log, Exception exception, string method, string? route);
}
