using System.Text.Json;

namespace Headgate.Simulator.Behaviours;

/// <summary>A number that fits a schema's bounds.</summary>
internal static class SchemaNumber
{
    /// <summary>Bounds beyond it are taken as none, so that no arithmetic overflows.</summary>
    private const decimal Largest = 1_000_000_000_000m;

    public static decimal Of(JsonElement schema, decimal wish)
    {
        var step = schema.Decimal("multipleOf") is { } written and >= 1 / Largest and <= Largest ? written : (decimal?)null;
        var least = Bound(schema, "minimum") ?? Bound(schema, "exclusiveMinimum") + (step ?? 1);
        var most = Bound(schema, "maximum") ?? Bound(schema, "exclusiveMaximum") - (step ?? 1);
        var value = wish;
        if (value > most)
            value = most.Value;
        if (value < least)
            value = least.Value;
        return step is { } multiple ? Math.Ceiling(value / multiple) * multiple : value;
    }

    private static decimal? Bound(JsonElement schema, string name) =>
        schema.Decimal(name) is { } bound && Math.Abs(bound) <= Largest ? bound : null;
}
