using System.Text.Json;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Audit;

/// <summary>An act as an operator sees it.</summary>
/// <param name="Number">Its place in the log, from 1; the results of acts have places too.</param>
/// <param name="Time">When it began, UTC.</param>
/// <param name="Actor">An admin token's name, <c>cli</c>, <c>file</c>, <c>first_start</c>, or <c>unknown</c>.</param>
/// <param name="Role">The actor's role; null where there is none.</param>
/// <param name="Operation">What was done: <c>issue_key</c>.</param>
/// <param name="Object">To what; empty where it has no name.</param>
/// <param name="Outcome"><c>done</c>, <c>failed</c>, the code of the problem, or <c>begun</c> where what it came to is not known.</param>
/// <param name="Before">The object before; null where there was none.</param>
/// <param name="After">The object after; null where there is none.</param>
public sealed record AuditView(
    long Number, DateTime Time, string Actor, string? Role, string Operation, string Object, string Outcome, JsonElement? Before, JsonElement? After)
{
    internal static AuditView Of(AuditEntry entry) => new(
        entry.Number,
        entry.Time.UtcDateTime,
        entry.Act.Actor,
        entry.Act.Role,
        entry.Act.Operation,
        entry.Act.Object,
        entry.Result?.Outcome ?? "begun",
        Parse(entry.Result?.Before),
        Parse(entry.Result?.After));

    private static JsonElement? Parse(string? json) => json is null ? null : JsonElement.Parse(json);
}
