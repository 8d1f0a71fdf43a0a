using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Config;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "Config {Hash} is in force: {Providers} providers, {Aliases} aliases, {Keys} keys")]
    public static partial void Applied(ILogger logger, string hash, int providers, int aliases, int keys);

    [LoggerMessage(101, LogLevel.Error, "The config files are refused, {Count} errors; what was in force stays")]
    public static partial void Refused(ILogger logger, int count);

    [LoggerMessage(102, LogLevel.Error, "{Finding}")]
    public static partial void Error(ILogger logger, ConfigError finding);

    [LoggerMessage(103, LogLevel.Warning, "{Finding}")]
    public static partial void Warning(ILogger logger, ConfigWarning finding);

    [LoggerMessage(104, LogLevel.Warning, "A change of {Keys} needs a restart")]
    public static partial void NeedsRestart(ILogger logger, string keys);

    [LoggerMessage(105, LogLevel.Information, "The certificate of the https listeners has changed")]
    public static partial void CertificateChanged(ILogger logger);

    [LoggerMessage(106, LogLevel.Error, "The store cannot be read; the keys known stay in force")]
    public static partial void StoreFailed(ILogger logger, Exception failure);

    [LoggerMessage(107, LogLevel.Information, "The store can be read again")]
    public static partial void StoreIsBack(ILogger logger);

    [LoggerMessage(108, LogLevel.Error, "The ledger cannot say what was spent; the config stays as it was and is tried again")]
    public static partial void LedgerFailed(ILogger logger, Exception failure);

    [LoggerMessage(109, LogLevel.Error, "The audit log cannot be written; the change of the files waits for it")]
    public static partial void AuditFailed(ILogger logger, Exception failure);

    /// <summary>Tells what is new since before, each thing once.</summary>
    public static void Change(ILogger logger, LiveState? before, LiveState now)
    {
        if (before?.Snapshot.Hash != now.Snapshot.Hash)
        {
            Applied(logger, now.Snapshot.Hash, now.Snapshot.Providers.Length, now.Snapshot.Models.Aliases.Length,
                now.Snapshot.Keys.All.Length);
        }

        if (before is not null && before.Derived.Certificate?.Hash != now.Derived.Certificate?.Hash)
        {
            CertificateChanged(logger);
        }

        ConfigError[] errors = [.. now.State.Errors.Except(before?.State.Errors ?? [])];
        if (errors.Length > 0)
        {
            Refused(logger, now.State.Errors.Length);
        }

        foreach (ConfigError error in errors.Length > 0 ? now.State.Errors : [])
        {
            Error(logger, error);
        }

        foreach (ConfigWarning warning in now.State.Warnings.Except(before?.State.Warnings ?? []))
        {
            Warning(logger, warning);
        }

        if (!now.State.NeedsRestart.IsEmpty && !now.State.NeedsRestart.SequenceEqual(before?.State.NeedsRestart ?? []))
        {
            NeedsRestart(logger, string.Join(", ", now.State.NeedsRestart));
        }
    }
}
