using Headgate.Gateway.Config;
using Microsoft.Extensions.Logging;

namespace Headgate.Gateway.Health;

/// <summary>What is known of one credential at one endpoint, whatever model it is used for.</summary>
internal sealed class CredentialHealth(string id, ILogger logger)
{
    /// <summary>Whether it is parked: the vendor refused it, or its account is spent.</summary>
    public Parking Parking { get; } = new();

    /// <summary>The vendor refused it. The operator is told once, not by each call that finds out.</summary>
    public void Refused(string detail, long now)
    {
        if (Parking.Park(ParkReason.Refused, null, now) is (var until, true))
        {
            Log.Parked(logger, id, (until - now) / 1000, detail);
        }
    }

    /// <summary>
    /// True when a refusal can mean the credential. A vendor that takes none means the model, and so does the simulator, whose faults are chosen by
    /// model.
    /// </summary>
    public static bool IsMeant(Target target) =>
        !target.Provider.IsSimulator && (target.Credential.Secret is not null || target.Credential.Grant is not null);
}
