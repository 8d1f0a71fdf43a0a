using System.Globalization;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>Amounts of money.</summary>
internal static class Amounts
{
    private const decimal NanoDollars = 1_000_000_000m;
    private const decimal Most = 1_000_000_000m;

    /// <summary>US dollars, to the nano-dollar.</summary>
    public static ScalarShape<Money> Usd { get; } = new("amount", ParseUsd)
    {
        Schema = json =>
        {
            json.WriteString("type", "number");
            json.WriteNumber("minimum", 0);
        },
        Effective = (json, value) => json.WriteNumberValue(value.NanoDollars / NanoDollars),
    };

    private static string? ParseUsd(string text, out Money value)
    {
        value = default;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal dollars))
        {
            return "is no amount of dollars, such as 50 or 0.25";
        }

        decimal nanos = dollars > Most ? 0 : dollars * NanoDollars;
        value = new Money((long)nanos);
        return dollars > Most ? "is too much: at most a thousand million dollars"
            : nanos != value.NanoDollars ? "is finer than a nano-dollar"
            : null;
    }
}
