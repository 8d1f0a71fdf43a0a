using System.Text.Json.Serialization;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Requests;

/// <summary>What some requests used together. Of the names it has the one that was asked for, empty for requests that have none.</summary>
public sealed record UsageRow
{
    /// <summary>The virtual key's name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    /// <summary>The key's team.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Team { get; init; }

    /// <summary>The model as clients asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    /// <summary>The provider that answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Provider { get; init; }

    /// <summary>A trusted tag, <c>name=value</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Tag { get; init; }

    /// <summary>When the hour or day begins, UTC; left out without <c>bucket</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTime? Time { get; init; }

    /// <summary>How many requests they are.</summary>
    public long Requests { get; init; }

    /// <summary>Their input tokens, cached or not, as far as vendors told.</summary>
    public long InputTokens { get; init; }

    /// <summary>Their output tokens, reasoning included, as far as vendors told.</summary>
    public long OutputTokens { get; init; }

    /// <summary>What they cost, a decimal number of dollars as a string: of those whose cost is known.</summary>
    public required string CostUsd { get; init; }

    /// <summary>How many of them have a cost that is not known, and is not in <see cref="CostUsd"/>.</summary>
    public long UnpricedRequests { get; init; }

    internal static UsageRow Of(UsageSum sum, UsageBy by) => new()
    {
        Key = by == UsageBy.Key ? sum.Name : null,
        Team = by == UsageBy.Team ? sum.Name : null,
        Model = by == UsageBy.Model ? sum.Name : null,
        Provider = by == UsageBy.Provider ? sum.Name : null,
        Tag = by == UsageBy.Tag ? sum.Name : null,
        Time = sum.Time?.UtcDateTime,
        Requests = sum.Requests,
        InputTokens = sum.InputTokens,
        OutputTokens = sum.OutputTokens,
        CostUsd = sum.Cost.ToString(),
        UnpricedRequests = sum.Unpriced,
    };
}
