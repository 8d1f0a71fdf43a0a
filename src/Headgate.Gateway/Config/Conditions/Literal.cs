using System.Globalization;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Conditions;

/// <summary>A value as the config writes it, which a fact is compared with in its own kind.</summary>
/// <param name="Text">As text.</param>
/// <param name="Number">As a number; null when it is none, or in quotes.</param>
/// <param name="Flag">As true or false; null when it is neither, or in quotes.</param>
/// <param name="Shown">What messages may show of it.</param>
internal sealed record Literal(string Text, double? Number, bool? Flag, string Shown)
{
    public static Literal Of(ConfigNode.Scalar scalar)
    {
        bool? flag = !scalar.IsPlain ? null : scalar.Text switch
        {
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ => null,
        };
        string text = flag is { } known ? known ? "true" : "false" : scalar.Text;
        return new Literal(text, scalar.IsPlain ? NumberOf(text) : null, flag, Written<string>.Clip(scalar.Shown));
    }

    /// <inheritdoc />
    public override string ToString() => Shown;

    private static double? NumberOf(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
}
