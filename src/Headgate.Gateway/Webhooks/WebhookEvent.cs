using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Health;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Webhooks;

/// <summary>What receivers are told, as Standard Webhooks has it: <c>type</c>, <c>timestamp</c> and <c>data</c>.</summary>
internal static class WebhookEvent
{
    /// <summary>How long it is remembered, after a span has ended, that it was told of: requests of the span may still be open.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromDays(2);

    /// <summary>The event of an alert, due at once.</summary>
    /// <param name="told">The alert.</param>
    /// <param name="config">Says what the owner is called.</param>
    /// <param name="now">The moment.</param>
    public static OutboxEvent Of(OperatorAlerts.Told told, ConfigSnapshot config, DateTimeOffset now) =>
        told.OfHealth is { } health ? Of(health, now) : Of(told.OfBudget!, config, now);

    /// <summary>The event of a budget's alert, due at once.</summary>
    public static OutboxEvent Of(BudgetAlert alert, ConfigSnapshot config, DateTimeOffset now)
    {
        Budget budget = alert.Budget;
        return new OutboxEvent
        {
            Key = string.Create(
                CultureInfo.InvariantCulture, $"{TypeOf(alert.Kind)} {budget.Period.Name()} {budget.Zone.Id} {alert.Span.Start.UtcTicks} {budget.Scope}"),
            Id = $"evt_{Guid.CreateVersion7():N}",
            Body = Write(TypeOf(alert.Kind), now, json => WriteData(json, alert, config)),
            Due = now,
            KnownUntil = alert.Span.End > DateTimeOffset.MaxValue - Afterwards ? DateTimeOffset.MaxValue : alert.Span.End + Afterwards,
        };
    }

    // The books tell each parking and opening once: the event is like no other.
    private static OutboxEvent Of(HealthAlert alert, DateTimeOffset now)
    {
        string id = $"evt_{Guid.CreateVersion7():N}";
        return new OutboxEvent
        {
            Key = id, Id = id, Body = Write(TypeOf(alert.Kind), alert.At, json => WriteData(json, alert)), Due = now, KnownUntil = now,
        };
    }

    private static void WriteData(Utf8JsonWriter json, HealthAlert alert)
    {
        json.WriteString("provider", alert.Provider);
        json.WriteString("credential", alert.Credential);
        json.WriteString("target", alert.Model is { } model ? $"{alert.Provider}/{model}" : null);
        json.WriteString("reason", alert.Reason);
        json.WriteString("at", alert.At.UtcDateTime);
        WriteMoment(json, "until", alert.Until);
    }

    private static string TypeOf(HealthAlertKind kind) => kind switch
    {
        HealthAlertKind.CredentialParked => "credential.parked",
        HealthAlertKind.CircuitOpened => "circuit.opened",
        _ => "circuit.closed",
    };

    private static string TypeOf(BudgetAlertKind kind) => kind == BudgetAlertKind.SoftLimit ? "budget.soft_limit" : "budget.exceeded";

    private static string Write(string type, DateTimeOffset now, Action<Utf8JsonWriter> data)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("timestamp", now.UtcDateTime);
            json.WriteStartObject("data");
            data(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.WrittenSpan);
    }

    private static void WriteData(Utf8JsonWriter json, BudgetAlert alert, ConfigSnapshot config)
    {
        Budget budget = alert.Budget;
        json.WriteString("scope", budget.Scope.Kind.Name());
        json.WriteString("id", budget.Scope.Id);
        json.WriteString("name", NameOf(budget.Scope, config));
        json.WriteString("period", budget.Period.Name());
        json.WriteString("timezone", budget.Zone.Id);
        bool isTotal = budget.Period == BudgetPeriod.Total;
        WriteMoment(json, "started_at", isTotal ? null : alert.Span.Start);
        WriteMoment(json, "resets_at", isTotal ? null : alert.Span.End);
        json.WriteString("limit_usd", budget.Limit.ToString());
        json.WriteString("soft_usd", budget.SoftLimit?.ToString());
        json.WriteString("spent_usd", alert.Spent.ToString());
        json.WriteString("held_usd", alert.Held.ToString());
    }

    private static string? NameOf(BudgetScope scope, ConfigSnapshot config) =>
        scope.Kind == BudgetScopeKind.Key ? config.Keys.All.FirstOrDefault(key => key.Id == scope.Id)?.Name : scope.Id;

    private static void WriteMoment(Utf8JsonWriter json, string name, DateTimeOffset? moment)
    {
        if (moment is { } at)
        {
            json.WriteString(name, at.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
