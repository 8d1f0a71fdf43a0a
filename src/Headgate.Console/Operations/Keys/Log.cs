using Microsoft.Extensions.Logging;

namespace Headgate.Console.Operations.Keys;

/// <summary>Each change with who made it. Never a secret.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "{Actor} issued the key {Name} ({Id})")]
    public static partial void Issued(ILogger log, string actor, string name, string id);

    [LoggerMessage(LogLevel.Information, "{Actor} revoked the key {Name} ({Id})")]
    public static partial void Revoked(ILogger log, string actor, string name, string id);

    [LoggerMessage(LogLevel.Information, "{Actor} gave the key {Name} ({Id}) a new secret")]
    public static partial void Rotated(ILogger log, string actor, string name, string id);
}
