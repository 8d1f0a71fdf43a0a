using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Headgate.Console.Api;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;

namespace Headgate.Console.Operations.Keys;

/// <summary>A virtual key as an operator sees it.</summary>
public sealed record KeyView
{
    /// <summary>Stable id; counters and records belong to it.</summary>
    public required string Id { get; init; }

    /// <summary>The operator's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>The secret, in the reply that made it and never again; otherwise left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    /// <summary>The team it belongs to; null for none.</summary>
    public string? Team { get; init; }

    /// <summary>Allowed models: names, <c>prefix*</c>, or <c>*</c>.</summary>
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary>Requests per minute; null = no limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens per minute, sent and answered; null = no limit.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>How much it may spend; null = no limit of its own.</summary>
    public KeyBudget? Budget { get; init; }

    /// <summary>What each user of its application may spend; null = as its team says.</summary>
    public KeyEndUsers? EndUsers { get; init; }

    /// <summary>What providers see of its end users: <c>pass</c>, <c>hash</c> or <c>drop</c>.</summary>
    [JsonConverter(typeof(SnakeCaseEnumConverter<EndUserSight>))]
    public EndUserSight EndUser { get; init; }

    /// <summary>Requests at once; null = no limit.</summary>
    public int? Concurrent { get; init; }

    /// <summary>The moment from which it is refused, UTC; null = never.</summary>
    public DateTime? Expires { get; init; }

    /// <summary>Until when the secret before the last rotation works, UTC; null when it does not.</summary>
    public DateTime? GraceUntil { get; init; }

    /// <summary>When it was made, UTC; null for keys from files.</summary>
    public DateTime? Created { get; init; }

    /// <summary>Trusted tags, copied to each record.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Where it may be used from: ranges of addresses; empty = anywhere.</summary>
    public ImmutableArray<string> AllowedIps { get; init; } = [];

    /// <summary>The service tiers it may ask for by name; null = any.</summary>
    public ImmutableArray<string>? ServiceTiers { get; init; }

    /// <summary>The tools it may have vendors run; null = any.</summary>
    public ImmutableArray<string>? ServerTools { get; init; }

    /// <summary>Whether its callers may bring credentials of their own at providers.</summary>
    public bool Byok { get; init; }

    /// <summary><c>diagnostics</c>, or nothing.</summary>
    public ImmutableArray<string> Permissions { get; init; } = [];

    /// <summary><c>file</c>: from a config file, read-only here. <c>store</c>: issued at run time.</summary>
    [JsonConverter(typeof(SnakeCaseEnumConverter<ConfigLayer>))]
    public required ConfigLayer Source { get; init; }

    /// <summary>Name and id: a secret is never printed by accident.</summary>
    public override string ToString() => $"{Name} ({Id})";

    /// <summary>As the audit log keeps it: without the secret.</summary>
    internal string ToAuditJson() => JsonSerializer.Serialize(this with { Secret = null }, Wire.Json.KeyView);

    internal static KeyView Of(VirtualKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Team = key.Team,
        Models = key.Models,
        RequestsPerMinute = key.RequestsPerMinute,
        TokensPerMinute = key.TokensPerMinute,
        Budget = KeyBudget.Of(key),
        EndUsers = KeyEndUsers.Of(key),
        EndUser = key.EndUser,
        Concurrent = key.Concurrent,
        Expires = key.Expires?.UtcDateTime,
        GraceUntil = key.Prior?.Until.UtcDateTime,
        Created = key.Created?.UtcDateTime,
        Tags = key.Tags,
        AllowedIps = [.. key.AllowedIps.Select(range => range.ToString())],
        ServiceTiers = key.ServiceTiers,
        ServerTools = key.ServerTools,
        Byok = key.MayBringCredentials,
        Permissions = key.SeesDiagnostics ? [KeyRules.Diagnostics] : [],
        Source = key.Layer,
    };
}
