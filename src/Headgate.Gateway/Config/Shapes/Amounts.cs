using System.Globalization;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Config.Shapes;

/// <summary>Amounts of money.</summary>
internal static class Amounts
{
    private const decimal Most = 1_000_000_000m;

    /// <summary>US dollars, to the nano-dollar.</summary>
    public static ScalarShape<Money> Usd { get; } = new("amount", ParseUsd)
    {
        Schema = json =>
        {
            json.WriteString("type", "number");
            json.WriteNumber("minimum", 0);
        },
        Effective = (json, value) => json.WriteRawValue(value.ToString()),
    };

    private static string? ParseUsd(string text, out Money value)
    {
        value = default;
        return !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal dollars)
            ? "is no amount of dollars, such as 50 or 0.25"
            : dollars > Most ? "is too much: at most a thousand million dollars"
            : Money.TryFrom(dollars, out value) ? null
            : "is finer than a nano-dollar";
    }
}
