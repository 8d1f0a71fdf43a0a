using System.Text.Json;
using Headgate.Gateway.Stores;
using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Config;

/// <summary>Writes changes of the files into the audit log, before they count.</summary>
internal sealed class ReloadJournal(IAuditLog audit, ILogger logger)
{
    private const int MostErrors = 20;

    private static readonly AuditAct Act = new("file", null, "reload_config", "");

    private bool _isWritable = true;

    /// <summary>False when it cannot be written: then nothing of the change counts yet.</summary>
    public async ValueTask<bool> WriteAsync(ConfigReading read, ConfigReading before, string hash, CancellationToken cancellation)
    {
        if (ResultOf(read, before, hash) is not { } result)
        {
            return true;
        }

        try
        {
            await audit.WriteAsync(Act, result, cancellation).ConfigureAwait(false);
            return _isWritable = true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // The log is a port: whatever its driver throws, a log that is away must not stop the gateway. It is looked at again twice a second.
            if (_isWritable)
            {
                Log.AuditFailed(logger, failure);
            }

            return _isWritable = false;
        }
    }

    /// <summary>Null where nothing that counts has changed.</summary>
    private static AuditResult? ResultOf(ConfigReading read, ConfigReading before, string hash) => read switch
    {
        ConfigReading.Refused refused => new AuditResult("invalid_config", null, ErrorsOf(refused)),
        ConfigReading.Accepted accepted when accepted.Derived.Hash != hash || before is ConfigReading.Refused =>
            new AuditResult(AuditResult.Done, HashJson(hash), HashJson(accepted.Derived.Hash)),
        _ => null,
    };

    private static string HashJson(string hash) => $$"""{"files":"{{hash}}"}""";

    private static string ErrorsOf(ConfigReading.Refused refused)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("errors");
            foreach (ConfigError error in refused.Errors.Take(MostErrors))
            {
                json.WriteStringValue(error.ToString());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
