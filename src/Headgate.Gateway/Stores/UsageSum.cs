using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Stores;

/// <summary>What some requests used together.</summary>
/// <param name="Name">Of whom: a key's, a team's, …; empty for requests that have none.</param>
/// <param name="Time">When the span of time begins; null where all is one.</param>
public sealed record UsageSum(string Name, DateTimeOffset? Time)
{
    /// <summary>How many requests they are.</summary>
    public long Requests { get; init; }

    /// <summary>Their input tokens, cached or not, as far as vendors told.</summary>
    public long InputTokens { get; init; }

    /// <summary>Their output tokens, as far as vendors told.</summary>
    public long OutputTokens { get; init; }

    /// <summary>What those cost whose cost is known.</summary>
    public Money Cost { get; init; }

    /// <summary>How many of them have a cost that is not known.</summary>
    public long Unpriced { get; init; }

    /// <summary>The sum of two parts.</summary>
    public static UsageSum operator +(UsageSum one, UsageSum other) => one with
    {
        Requests = one.Requests + other.Requests,
        InputTokens = one.InputTokens + other.InputTokens,
        OutputTokens = one.OutputTokens + other.OutputTokens,
        Cost = one.Cost + other.Cost,
        Unpriced = one.Unpriced + other.Unpriced,
    };
}
