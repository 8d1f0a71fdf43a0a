using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Llm.Chat;
using Headgate.Storage.Requests;

namespace Headgate.Storage.Ledger;

/// <summary>An attempt as the ledger keeps it; costs in nano-dollars.</summary>
internal sealed record LedgerAttemptJson(string Target, Usage? Usage, long? Cost, string? Price)
{
    /// <summary>Writes attempts as they are read: by hand, as each request has them.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<LedgerAttempt> attempts)
    {
        Span<byte> room = stackalloc byte[UsageJson.MaxBytes];
        json.WriteStartArray();
        foreach (LedgerAttempt attempt in attempts)
        {
            json.WriteStartObject();
            json.WriteString("target"u8, attempt.Target);
            if (attempt.Usage is { } usage)
            {
                json.WritePropertyName("usage"u8);
                json.WriteRawValue(UsageJson.Write(usage, room), skipInputValidation: true);
            }

            if (attempt.Cost is { } cost)
                json.WriteNumber("cost"u8, cost.Nanodollars);
            if (attempt.Price is { } price)
                json.WriteString("price"u8, price);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public LedgerAttempt ToAttempt() => new(Target, Usage, Cost is { } cost ? new Money(cost) : null, Price);
}
