using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Headgate.Gateway.Identity;

namespace Headgate.Console.Operations.Keys;

/// <summary>The key to issue. Only the name is required.</summary>
/// <remarks>Settable: generated JSON code sets every init-only member, and so would lose the defaults.</remarks>
public sealed record IssueKeyInput
{
    /// <summary>A name that no other key has: 1 to 64 letters, digits and <c>. _ - @</c>, a letter or digit first.</summary>
    public string? Name { get; set; }

    /// <summary>A team of the config; default none.</summary>
    public string? Team { get; set; }

    /// <summary>Allowed models: names, <c>prefix*</c>, or <c>*</c> for all but the simulator. Default <c>["*"]</c>.</summary>
    public ImmutableArray<string> Models { get; set; } = ["*"];

    /// <summary>Requests per minute, at least 1; default no limit.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>Tokens per minute, sent and answered, at least 1; default no limit.</summary>
    public int? TokensPerMinute { get; set; }

    /// <summary>How much it may spend; default no limit.</summary>
    public KeyBudget? Budget { get; set; }

    /// <summary>What each user of its application may spend, in place of what its team says. Default the team's word, else no limit.</summary>
    public KeyEndUsers? EndUsers { get; set; }

    /// <summary>What providers see of the end user that a request names: <c>pass</c> (as it is, the default), <c>hash</c> or <c>drop</c>.</summary>
    public string EndUser { get; set; } = EndUserSight.Pass.Name();

    /// <summary>Requests at once, at least 1; default no limit.</summary>
    public int? Concurrent { get; set; }

    /// <summary>
    /// When it ends: an ISO 8601 date or time (UTC unless it says otherwise) or a distance from now (<c>90d</c>). Default never.
    /// </summary>
    public string? Expires { get; set; }

    /// <summary>Trusted tags: at most 16, names up to 64 characters without <c>=</c>, values up to 512.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; set; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Where it may be used from: addresses and ranges (<c>10.0.0.0/8</c>), at most 100. Default anywhere.</summary>
    public ImmutableArray<string> AllowedIps { get; set; } = [];

    /// <summary>The service tiers it may ask for by name, at most 100. Default any.</summary>
    public ImmutableArray<string>? ServiceTiers { get; set; }

    /// <summary>The tools it may have vendors run (<c>web_search</c>), at most 100; none where the list is empty. Default any.</summary>
    public ImmutableArray<string>? ServerTools { get; set; }

    /// <summary>Whether its callers may bring credentials of their own at providers, in <c>x-headgate-provider-key</c>. Default false.</summary>
    public bool Byok { get; set; }

    /// <summary><c>diagnostics</c>: may see traces and explain. Default none.</summary>
    public ImmutableArray<string> Permissions { get; set; } = [];

    /// <summary>Members that are none of these. They are refused: a limit that is taken and ignored would be worse than none.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }
}
