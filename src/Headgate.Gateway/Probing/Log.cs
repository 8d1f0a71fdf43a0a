using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Probing;

internal static partial class Log
{
    [LoggerMessage(320, LogLevel.Error, "The probe of {Target} broke")]
    public static partial void ProbeBroke(ILogger logger, string target, Exception bug);
}
