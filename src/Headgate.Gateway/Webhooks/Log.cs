using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Webhooks;

internal static partial class Log
{
    [LoggerMessage(900, LogLevel.Warning, "Event {Id} was not received, try {Tries}: {Reason}")]
    public static partial void Failed(ILogger logger, string id, int tries, string reason);

    [LoggerMessage(901, LogLevel.Error, "Event {Id} is given up after {Tries} tries: {Reason}")]
    public static partial void GivenUp(ILogger logger, string id, int tries, string reason);

    [LoggerMessage(902, LogLevel.Error, "The outbox cannot be used; events wait")]
    public static partial void OutboxFailed(ILogger logger, Exception failure);
}
