using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Health;

/// <summary>What is known of one credential at one endpoint, whatever model it is used for.</summary>
internal sealed class CredentialHealth(string id, Bulletin bulletin)
{
    /// <summary>A key that has served within this time is good: what refuses it then is the model.</summary>
    private const long ProvenForMs = 600_000;

    private long _servedAt = long.MinValue / 2;

    /// <summary>Names it without giving it away.</summary>
    public string Id => id;

    /// <summary>Whether it is parked: the vendor refused it, or its account is spent.</summary>
    public Parking Parking { get; } = new();

    /// <summary>True when a call with it succeeded of late.</summary>
    public bool IsProven(long now) => now - Volatile.Read(ref _servedAt) < ProvenForMs;

    /// <summary>A call with it succeeded.</summary>
    public void Served(long now)
    {
        Volatile.Write(ref _servedAt, now);
        Parking.Succeeded(now);
    }

    /// <summary>The vendor refused it for one model, while it is known to be good or that model is forbidden to it.</summary>
    public void Refused(string provider, string model, AttemptFailure failure, (long Until, bool IsNew) parked, long now)
    {
        if (parked.IsNew)
        {
            Tell(provider, model, failure, parked.Until - now);
        }
    }

    /// <summary>The vendor refused it. The operator is told once, not by each call that finds out.</summary>
    public void Refused(string provider, AttemptFailure failure, long now)
    {
        if (Parking.Park(ParkReason.Refused, null, now) is (var until, true))
        {
            Tell(provider, null, failure, until - now);
        }
    }

    /// <summary>
    /// True when a refusal can mean the credential. A vendor that takes none means the model, and so does the simulator, whose faults are chosen by
    /// model. Nor is a key taken from all models where the operator wants no model left alone.
    /// </summary>
    public static bool IsMeant(Target target) =>
        !target.Provider.IsSimulator && target.Provider.HasBreaker && (target.Credential.Secret is not null || target.Credential.Grant is not null);

    private void Tell(string provider, string? model, AttemptFailure failure, long spanMs) => bulletin.Parked(
        provider, id, model, TimeSpan.FromMilliseconds(spanMs), failure.Fault == UpstreamFault.RateLimited, failure.Detail);
}
