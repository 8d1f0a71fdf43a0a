using System.Globalization;

namespace Headgate.Gateway.Config.Conditions;

/// <summary>A field's value in one request. Lives on the stack.</summary>
internal readonly ref struct Fact
{
    private readonly double _number;

    private Fact(FactKind kind, ReadOnlySpan<char> text, double number)
    {
        Kind = kind;
        Text = text;
        _number = number;
    }

    public static Fact Absent => default;

    public static Fact Other => new(FactKind.Other, default, 0);

    public FactKind Kind { get; }

    /// <summary>The text; empty when it is none.</summary>
    public ReadOnlySpan<char> Text { get; }

    public bool IsTrue => _number != 0;

    /// <summary>The number, also one that is written as text; NaN when it is none, which is neither above nor below anything.</summary>
    public double Number =>
        Kind == FactKind.Number ? _number
        : Kind == FactKind.Text && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : double.NaN;

    public static Fact Of(string? text) => text is null ? Absent : new(FactKind.Text, text, 0);

    public static Fact Of(ReadOnlySpan<char> text) => new(FactKind.Text, text, 0);

    public static Fact Of(double? number) => number is { } known ? new(FactKind.Number, default, known) : Absent;

    public static Fact Of(bool flag) => new(FactKind.Flag, default, flag ? 1 : 0);
}
