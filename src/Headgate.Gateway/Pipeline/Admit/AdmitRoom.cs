using System.Collections.Concurrent;
using System.Globalization;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>Caller → reservation: may this key use this model, and is it within its limits now.</summary>
internal sealed class AdmitRoom(TimeProvider time)
{
    // Counters belong to the key's id: they live through reloads, rotations and edited limits.
    private readonly ConcurrentDictionary<string, KeyMeters> _meters = new(StringComparer.Ordinal);

    public Outcome<Reservation> Reserve(Caller caller, Inbound inbound, ConfigSnapshot config)
    {
        VirtualKey key = caller.Key;
        if (config.Models.Find(inbound.Model) is not { } alias)
        {
            return Unknown(key, inbound.Model, config);
        }

        if (!ModelAccess.Allows(key, inbound.Model, alias, config))
        {
            return new GatewayError(ErrorKind.ModelNotAllowed, $"This API key may not use the model '{Shown(inbound.Model)}'. GET /v1/models lists those it may.")
            {
                Param = "model",
            };
        }

        if (key.RequestsPerMinute is null && key.Concurrent is null)
        {
            return new Reservation(alias, null, null);
        }

        return Hold(key, _meters.GetOrAdd(key.Id, static _ => new KeyMeters()), alias);
    }

    /// <summary>Takes a place first and a turn second: a place is given back, a turn that was taken is spent.</summary>
    private Outcome<Reservation> Hold(VirtualKey key, KeyMeters meters, ModelAlias alias)
    {
        Action? leave = key.Concurrent is null ? null : meters.Concurrency.Leave;
        if (key.Concurrent is { } limit && !meters.Concurrency.TryEnter(limit))
        {
            return new GatewayError(ErrorKind.RateLimitExceeded, $"This API key may have {limit} requests open at once, and has. Wait for one to end.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }

        if (key.RequestsPerMinute is not { } perMinute)
        {
            return new Reservation(alias, null, leave);
        }

        RateState state = meters.Requests.Take(perMinute, time.GetTimestamp(), time.TimestampFrequency);
        if (state.IsTaken)
        {
            return new Reservation(alias, state, leave);
        }

        leave?.Invoke();
        string message = $"This API key may make {perMinute} requests per minute, and has. The next is free in {Seconds(state.RetryAfter)}.";
        return new GatewayError(ErrorKind.RateLimitExceeded, message)
        {
            RetryAfter = state.RetryAfter,
        };
    }

    private static string Seconds(TimeSpan wait) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalSeconds * 10) / 10:0.0} s");

    private static GatewayError Unknown(VirtualKey key, string model, ConfigSnapshot config)
    {
        string near = string.Join(", ", ModelAccess.Near(key, model, config));
        string hint = near.Length == 0 ? "GET /v1/models lists what this API key may use." : $"Did you mean {near}?";
        return new GatewayError(ErrorKind.ModelNotFound, $"The model '{Shown(model)}' does not exist here. {hint}") { Param = "model" };
    }

    private static string Shown(string model) => model.Length <= 128 ? model : string.Concat(model.AsSpan(0, 128), "…");
}
