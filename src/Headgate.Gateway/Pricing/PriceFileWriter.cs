using System.Globalization;
using System.Text.Json;

namespace Headgate.Gateway.Pricing;

/// <summary>Writes a model as price files have it.</summary>
internal static class PriceFileWriter
{
    /// <summary>Writes an object.</summary>
    public static void Write(Utf8JsonWriter json, ModelPrices model)
    {
        json.WriteStartObject();
        json.WriteString("id", model.Model);
        if (model.Names.Any(name => name != model.Model))
        {
            json.WriteStartArray("names");
            foreach (string name in model.Names.Where(name => name != model.Model).Distinct())
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }

        if (model.Context is { } context)
        {
            json.WriteNumber("context", context);
        }

        json.WriteStartArray("prices");
        foreach (PriceStep step in model.Steps)
        {
            Write(json, step);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PriceStep step)
    {
        json.WriteStartObject();
        if (step.From is { } day)
        {
            json.WriteString("from", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        if (step.Hours is var (from, to))
        {
            json.WriteString("hours", string.Create(CultureInfo.InvariantCulture, $"{from:HH:mm}-{to:HH:mm}"));
        }

        if (step.Above is { } tokens)
        {
            json.WriteNumber("above", tokens);
        }

        if (step.Tier is { } tier)
        {
            json.WriteString("tier", tier);
        }

        foreach (WrittenPrice price in step.Prices.Written)
        {
            json.WriteNumber(price.Name, price.Dollars);
        }

        json.WriteEndObject();
    }
}
