using System.Collections.Concurrent;
using System.Globalization;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Admit;

/// <summary>
/// Caller → reservation, before the body is read: a key's open requests are bounded from their first byte on. And then, once the body
/// has said which: may this key use this model.
/// </summary>
internal sealed class AdmitRoom(BudgetBook budgets, ILedger ledger, TimeProvider time)
{
    private const int LongestShownName = 128;

    // Counters belong to the key's id: they live through reloads, rotations and edited limits.
    private readonly ConcurrentDictionary<string, KeyMeters> _meters = new(StringComparer.Ordinal);

    /// <summary>Takes a place and a turn, or says when to come back.</summary>
    public Outcome<Reservation> Reserve(Caller caller, RequestTrace trace)
    {
        VirtualKey key = caller.Key;
        return key.RequestsPerMinute is null && key.Concurrent is null
            ? Reservation.None
            : Hold(key, _meters.GetOrAdd(key.Id, static _ => new KeyMeters()), trace);
    }

    /// <summary>Takes the tokens that a request may use, as far as its size and its bound tell, or says when to come back.</summary>
    public GatewayError? TakeTokens(Caller caller, Inbound inbound, RequestTrace trace, ConfigSnapshot config)
    {
        if (caller.Key.TokensPerMinute is not { } perMinute)
        {
            return null;
        }

        CellRate rate = _meters.GetOrAdd(caller.Key.Id, static _ => new KeyMeters()).Tokens;
        long answered = Math.Min(inbound.Protocol.OutputBound(inbound.Scan) ?? long.MaxValue, config.Spending.ReserveOutput);
        long tokens = inbound.InputTokens + answered;
        RateState state = rate.Take(perMinute, tokens, time.GetTimestamp(), time.TimestampFrequency);
        trace.TokenRate = state;
        if (state.IsTaken)
        {
            trace.Turn = new TokenTurn(rate, perMinute, tokens, time.TimestampFrequency);
            return null;
        }

        string message = $"This API key may use {perMinute} tokens per minute, and has {state.Remaining} left; this request may use {tokens}. "
            + $"Try again in {Seconds(state.RetryAfter)}.";
        return new GatewayError(ErrorKind.RateLimitExceeded, message) { RetryAfter = state.RetryAfter };
    }

    /// <summary>What the request may spend; null when it is held against no budget, and a repeat of it need not find it written down.</summary>
    public Spending? Open(Caller caller, ModelAlias alias, Inbound inbound, RequestTrace trace, ConfigSnapshot config)
    {
        var levels = SpendingLevels.Of(caller.Key, alias, inbound.Scan);
        return levels.Budgets.IsEmpty && trace.Claim is null ? null : new Spending(budgets, ledger, new SpendingTerms
        {
            RequestId = trace.Id,
            Arrived = trace.Arrived,
            Budgets = levels.Budgets,
            Scopes = levels.Scopes,
            Bytes = inbound.Body.Length,
            OutputBound = inbound.Protocol.OutputBound(inbound.Scan),
            Answers = inbound.Protocol.BoundPath is null ? null : Math.Min(inbound.Protocol.Answers(inbound.Scan), int.MaxValue),
            Tiers = RequestTiers.Asked(inbound.Scan, alias.Edits),
            Options = config.Spending,
            Mark = trace.Claim?.Mark,
        }, time);
    }

    /// <summary>What the asked model means, when the caller may use it.</summary>
    public static Outcome<ModelAlias> Resolve(Caller caller, string model, ConfigSnapshot config)
    {
        if (config.Models.Find(model) is not { } alias)
        {
            return Unknown(caller.Key, model, config);
        }

        return ModelAccess.Allows(caller.Key, model, alias, config)
            ? alias
            : new GatewayError(ErrorKind.ModelNotAllowed, $"This API key may not use the model '{Shown(model)}'. GET /v1/models lists those it may.")
            {
                Param = "model",
            };
    }

    /// <summary>Takes a place first and a turn second: a place is given back, a turn that was taken is spent.</summary>
    private Outcome<Reservation> Hold(VirtualKey key, KeyMeters meters, RequestTrace trace)
    {
        if (key.Concurrent is { } limit && !meters.Concurrency.TryEnter(limit))
        {
            return new GatewayError(ErrorKind.RateLimitExceeded, $"This API key may have {limit} requests open at once, and has. Wait for one to end.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            };
        }

        Action? leave = key.Concurrent is null ? null : meters.Concurrency.Leave;
        if (key.RequestsPerMinute is not { } perMinute)
        {
            return new Reservation(leave);
        }

        RateState rate = meters.Requests.Take(perMinute, time.GetTimestamp(), time.TimestampFrequency);
        trace.Rate = rate;
        if (rate.IsTaken)
        {
            return leave is null ? Reservation.None : new Reservation(leave);
        }

        leave?.Invoke();
        string message = $"This API key may make {perMinute} requests per minute, and has. The next is free in {Seconds(rate.RetryAfter)}.";
        return new GatewayError(ErrorKind.RateLimitExceeded, message) { RetryAfter = rate.RetryAfter };
    }

    private static GatewayError Unknown(VirtualKey key, string model, ConfigSnapshot config)
    {
        string near = string.Join(", ", ModelAccess.Near(key, model, config));
        string hint = near.Length == 0 ? "GET /v1/models lists what this API key may use." : $"Did you mean {near}?";
        return new GatewayError(ErrorKind.ModelNotFound, $"The model '{Shown(model)}' does not exist here. {hint}") { Param = "model" };
    }

    private static string Seconds(TimeSpan wait) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(wait.TotalSeconds * 10) / 10:0.0} s");

    private static string Shown(string model) => model.Length <= LongestShownName ? model : string.Concat(model.AsSpan(0, LongestShownName), "…");
}
