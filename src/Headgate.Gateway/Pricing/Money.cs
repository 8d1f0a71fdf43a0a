#pragma warning disable CS1591
namespace Headgate.Gateway.Pricing;

public readonly record struct Money(long NanoDollars) : IComparable<Money>
{
    public static Money Zero => default;
    public static Money operator +(Money a, Money b) => new(checked(a.NanoDollars + b.NanoDollars));
    public static Money operator -(Money a, Money b) => new(checked(a.NanoDollars - b.NanoDollars));
    public static bool operator <(Money a, Money b) => a.NanoDollars < b.NanoDollars;
    public static bool operator >(Money a, Money b) => a.NanoDollars > b.NanoDollars;
    public static bool operator <=(Money a, Money b) => a.NanoDollars <= b.NanoDollars;
    public static bool operator >=(Money a, Money b) => a.NanoDollars >= b.NanoDollars;
    public int CompareTo(Money other) => NanoDollars.CompareTo(other.NanoDollars);
}
