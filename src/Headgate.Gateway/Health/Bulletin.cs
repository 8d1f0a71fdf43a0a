using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headgate.Gateway.Health;

/// <summary>Tells the operator what targets and credentials come to: in the log, and whoever watches. Thread-safe.</summary>
internal sealed class Bulletin(TimeProvider time, ILogger logger, IHealthWatch? watch)
{
    /// <summary>Tells nobody.</summary>
    public static readonly Bulletin None = new(TimeProvider.System, NullLogger.Instance, null);

    /// <summary>A credential is parked, for one model or, where that is null, for all.</summary>
    public void Parked(string provider, string credential, string? model, TimeSpan span, bool isSpent, string detail)
    {
        long seconds = (long)span.TotalSeconds;
        if (model is null)
        {
            Log.Parked(logger, credential, seconds, detail);
        }
        else
        {
            Log.ParkedFor(logger, credential, $"{provider}/{model}", seconds, detail);
        }

        Tell(HealthAlertKind.CredentialParked, provider, credential, model, isSpent ? "account_spent" : "refused", span);
    }

    /// <summary>A target's breaker has opened.</summary>
    public void Opened(string provider, string credential, string model, TimeSpan span)
    {
        Log.Opened(logger, $"{provider}/{model}");
        Tell(HealthAlertKind.CircuitOpened, provider, credential, model, "failures", span);
    }

    /// <summary>It has closed again.</summary>
    public void Closed(string provider, string credential, string model)
    {
        Log.Closed(logger, $"{provider}/{model}");
        Tell(HealthAlertKind.CircuitClosed, provider, credential, model, null, null);
    }

    private void Tell(HealthAlertKind kind, string provider, string credential, string? model, string? reason, TimeSpan? span)
    {
        if (watch is not null)
        {
            DateTimeOffset now = time.GetUtcNow();
            watch.Take(new HealthAlert(kind, provider, credential, model, reason, now, now + span));
        }
    }
}
