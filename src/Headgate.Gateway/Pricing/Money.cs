using System.Globalization;

namespace Headgate.Gateway.Pricing;

/// <summary>An amount of US dollars as a whole number of billionths. Sums are checked: one that does not fit is an error, never a wrong amount.</summary>
/// <param name="Nanodollars">Billionths of a dollar.</param>
public readonly record struct Money(long Nanodollars) : IComparable<Money>
{
    private const decimal PerDollar = 1_000_000_000m;

    /// <summary>No money.</summary>
    public static Money Zero => default;

    /// <summary>The sum.</summary>
    public static Money operator +(Money one, Money other) => new(checked(one.Nanodollars + other.Nanodollars));

    /// <summary>The difference.</summary>
    public static Money operator -(Money one, Money other) => new(checked(one.Nanodollars - other.Nanodollars));

    /// <summary>True when the first is less.</summary>
    public static bool operator <(Money one, Money other) => one.Nanodollars < other.Nanodollars;

    /// <summary>True when the first is more.</summary>
    public static bool operator >(Money one, Money other) => one.Nanodollars > other.Nanodollars;

    /// <summary>True when the first is not more.</summary>
    public static bool operator <=(Money one, Money other) => one.Nanodollars <= other.Nanodollars;

    /// <summary>True when the first is not less.</summary>
    public static bool operator >=(Money one, Money other) => one.Nanodollars >= other.Nanodollars;

    /// <summary>What units cost: nano-dollars × units ÷ a million, rounded once, to the even neighbour when halfway.</summary>
    /// <param name="total">Sum of units × price, in nano-dollars per million units.</param>
    /// <exception cref="OverflowException">It is more than <see cref="Money"/> holds.</exception>
    public static Money OfMillionths(Int128 total)
    {
        const int Million = 1_000_000;
        (Int128 whole, Int128 rest) = total == (long)total ? Math.DivRem((long)total, Million) : Int128.DivRem(total, Million); // nearly all are short
        long twice = Math.Abs((long)rest) * 2;
        bool isAway = twice > Million || (twice == Million && Int128.IsOddInteger(whole));
        return new Money(checked((long)(whole + (isAway ? Int128.Sign(total) : 0))));
    }

    /// <summary>Reads dollars written as a decimal number, with up to nine digits after the point.</summary>
    public static bool TryParse(string text, out Money value)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        value = default;
        return decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal dollars) && TryFrom(dollars, out value);
    }

    /// <summary>Dollars as money; false when they have more than nine digits after the point, or are too many.</summary>
    public static bool TryFrom(decimal dollars, out Money value)
    {
        bool fits = Math.Abs(dollars) <= long.MaxValue / PerDollar && decimal.IsInteger(dollars * PerDollar);
        value = fits ? new Money((long)(dollars * PerDollar)) : default;
        return fits;
    }

    /// <inheritdoc />
    public int CompareTo(Money other) => Nanodollars.CompareTo(other.Nanodollars);

    /// <summary>Dollars as a decimal number, exactly: <c>0.000125</c>.</summary>
    public override string ToString() => (Nanodollars / PerDollar).ToString("0.#########", CultureInfo.InvariantCulture);
}
