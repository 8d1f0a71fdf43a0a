using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Fleets;

internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Warning, "{Provider}: {Page} cannot be read, and its calls go to the least busy: {Reason}")]
    public static partial void Silent(ILogger logger, string provider, Uri page, string reason);

    [LoggerMessage(301, LogLevel.Information, "{Provider}: {Page} is read again")]
    public static partial void Heard(ILogger logger, string provider, Uri page);
}
