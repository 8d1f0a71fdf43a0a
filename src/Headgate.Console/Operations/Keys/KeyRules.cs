using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Headgate.Gateway.Identity;
using Headgate.Llm.Protocols;

namespace Headgate.Console.Operations.Keys;

/// <summary>What a key must look like to be issued. Each rule gives its problem, or null.</summary>
internal static partial class KeyRules
{
    public const string Diagnostics = "diagnostics";

    private const int MaxTags = 16;
    private const int MaxTagName = 64;
    private const int MaxTagValue = 512;
    private const int MaxListed = 100;
    private const int MaxModels = 1000;
    private const int MaxModelName = 256;

    public static Problem? Check(IssueKeyInput input, ImmutableArray<string> teams, bool hasWebhook, DateTimeOffset now) =>
        CheckMembers(input)
        ?? CheckName(input.Name)
        ?? CheckTeam(input.Team, teams)
        ?? CheckModels(input.Models)
        ?? CheckLimit("requests_per_minute", input.RequestsPerMinute)
        ?? CheckLimit("tokens_per_minute", input.TokensPerMinute)
        ?? CheckLimit("concurrent", input.Concurrent)
        ?? input.Budget?.Check("budget", hasWebhook)
        ?? input.EndUsers?.Check(hasWebhook)
        ?? CheckEndUser(input.EndUser)
        ?? CheckExpiry(input.Expires, now)
        ?? CheckTags(input.Tags)
        ?? CheckRanges(input.AllowedIps)
        ?? CheckNames("service_tiers", input.ServiceTiers, name => name)
        ?? CheckNames("server_tools", input.ServerTools, ServerToolName.Of)
        ?? CheckPermissions(input.Permissions);

    /// <summary>A range that was checked.</summary>
    public static AddressRange Range(string text)
    {
        _ = AddressRange.Parse(text, out AddressRange range);
        return range;
    }

    private static Problem? CheckMembers(IssueKeyInput input)
    {
        if (input.Others is not { Count: > 0 } others)
        {
            return null;
        }

        string member = others.Keys.First();
        return Problem.Invalid(member, $"A key has no member `{member}`.");
    }

    private static Problem? CheckName(string? name)
    {
        if (name is null)
        {
            return Problem.Invalid("name", "A key needs a `name`.");
        }

        return NamePattern().IsMatch(name) && !name.StartsWith("key_", StringComparison.Ordinal)
            ? null
            : Problem.Invalid(
                "name", "`name` takes 1 to 64 letters, digits and `. _ - @`, a letter or digit first; `key_` begins ids alone.");
    }

    private static Problem? CheckTeam(string? team, ImmutableArray<string> teams) =>
        team is null || teams.Contains(team) ? null : Problem.Invalid("team", "There is no such team in the config.");

    private static Problem? CheckModels(ImmutableArray<string> models)
    {
        if (models is not { IsDefaultOrEmpty: false, Length: <= MaxModels })
        {
            return Problem.Invalid("models", $"`models` takes 1 to {MaxModels} names; leave it out to allow all but the simulator.");
        }

        return models.All(IsModelPattern)
            ? null
            : Problem.Invalid("models", $"A model is a name of up to {MaxModelName} characters, no spaces, with a `*` at most at its end.");
    }

    private static bool IsModelPattern(string? model) =>
        model is { Length: > 0 and <= MaxModelName }
        && model.IndexOf('*') is var star && (star < 0 || star == model.Length - 1)
        && !model.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter));

    private static Problem? CheckLimit(string name, int? limit) =>
        limit is null or >= 1 ? null : Problem.Invalid(name, $"`{name}` must be at least 1; leave it out for no limit.");

    private static Problem? CheckEndUser(string? sight) => EndUserSightNames.Parse(sight) is not null
        ? null
        : Problem.Invalid("end_user", "`end_user` takes `pass`, `hash` or `drop`; leave it out to pass names as they are.");

    private static Problem? CheckExpiry(string? expires, DateTimeOffset now)
    {
        if (expires is null)
        {
            return null;
        }

        return Moment.Future(expires, now) switch
        {
            null => Problem.Invalid("expires", $"`expires` takes {Moment.Forms}."),
            { } moment when moment <= now => Problem.Invalid("expires", "`expires` must lie in the future."),
            _ => null,
        };
    }

    private static Problem? CheckTags(ImmutableSortedDictionary<string, string> tags)
    {
        if (tags.Count > MaxTags)
        {
            return Problem.Invalid("tags", $"A key has at most {MaxTags} tags.");
        }

        return tags.All(tag => IsTagName(tag.Key) && tag.Value is { Length: <= MaxTagValue })
            ? null
            : Problem.Invalid("tags", $"A tag has a name of 1 to {MaxTagName} characters without `=` and a text of up to {MaxTagValue}.");
    }

    private static bool IsTagName(string name) =>
        name.Length is > 0 and <= MaxTagName && !name.Any(letter => letter == '=' || char.IsControl(letter));

    private static Problem? CheckRanges(ImmutableArray<string> ranges) =>
        ranges is not { IsDefault: false, Length: <= MaxListed }
            ? Problem.Invalid("allowed_ips", $"`allowed_ips` takes up to {MaxListed} addresses and ranges.")
        : ranges.Select(WrongRange).FirstOrDefault(wrong => wrong is not null) is { } wrong ? Problem.Invalid("allowed_ips", wrong)
        : null;

    private static Problem? CheckNames(string member, ImmutableArray<string>? names, Func<string, string?> nameOf) =>
        names is null || (names is { IsDefault: false, Length: <= MaxListed } && names.Value.All(name => name is { Length: > 0 } && nameOf(name) is not null))
            ? null
            : Problem.Invalid(member, $"`{member}` takes up to {MaxListed} names of what vendors have, not applications.");

    private static string? WrongRange(string? range) => AddressRange.Parse(range ?? "", out _) is { } wrong ? $"`{range}` {wrong}." : null;

    private static Problem? CheckPermissions(ImmutableArray<string> permissions) =>
        permissions.All(permission => permission == Diagnostics)
            ? null
            : Problem.Invalid("permissions", $"The only permission is `{Diagnostics}`.");

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._@-]{0,63}\z")]
    private static partial Regex NamePattern();
}
