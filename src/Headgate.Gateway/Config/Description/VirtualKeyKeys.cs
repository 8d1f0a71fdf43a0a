using System.Collections.Immutable;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>keys[]:</c>.</summary>
internal static class VirtualKeyKeys
{
    public static readonly Key<string> Name = new("name", Scalars.Text, "Its name, which no other key has.") { IsRequired = true };

    public static readonly Key<string> Secret = new("key", Scalars.Secret, "The key itself, at least 32 characters.");

    public static readonly Key<string> Sha256 =
        new("sha256", Scalars.Secret, "In place of `key`: its SHA-256 as 64 hex digits, so that no secret is in the file.");

    public static readonly Key<string> Team = new("team", Scalars.Text, "The team it belongs to.");

    public static readonly Key<ImmutableArray<Written<string>>> Models = new("models", new ListShape<string>(Scalars.Text),
        "What it may ask for: names, `prefix*`, or `*` for everything but the simulator.")
    { Default = "[\"*\"]" };

    public static readonly Key<Section> Limits = new("limits", LimitKeys.Shape, "How much it may ask for.");

    public static readonly Key<DateTimeOffset> Expires = new(
        "expires", Scalars.Moment, "The day (midnight UTC) or moment from which it is refused.");

    public static readonly Key<ImmutableArray<Named<string>>> Tags =
        new("tags", new MapShape<string>(Scalars.Text), "Trusted tags, copied to every record; no client can override them.");

    public static readonly Key<ImmutableArray<Written<string>>> Permissions = new("permissions",
        new ListShape<string>(Scalars.Word(["diagnostics"])), "`diagnostics`: may see traces and explanations.");

    public static readonly Key<ImmutableArray<Written<PassthroughRule>>> Passthrough = new("passthrough", Calls.List,
        "The calls it may make under `/passthrough/…`, of those that the provider opens; without it none.");

    public static readonly Key<ImmutableArray<Written<AddressRange>>> AllowedIps = new("allowed_ips", new ListShape<AddressRange>(Addresses.Range),
        "Where it may be used from: addresses and ranges. Behind proxies see `server.trusted_proxies`.");

    public static readonly Key<ImmutableArray<Written<string>>> ServiceTiers = new("service_tiers", new ListShape<string>(Scalars.Text),
        "The service tiers it may ask for by name: `default`, `flex`, `priority`, `fast` and so on; without it any. See `docs/keys.md`.");

    public static readonly Key<ImmutableArray<Written<string>>> ServerTools = new("server_tools", new ListShape<string>(Scalars.Text),
        "The tools it may have vendors run: `web_search`, `web_fetch`, `code_execution`, `mcp` and so on; without it any, `[]` for none. See `docs/keys.md`.");

    public static readonly Key<bool> Byok = new("byok", Scalars.Flag,
        "`true`: its callers may bring credentials of their own at providers, in `x-headgate-provider-key`. See `docs/keys.md`.")
    { Default = "false" };

    public static readonly Key<Section> Budget = new("budget", BudgetKeys.Shape, "How much it may spend.");

    public static readonly Key<string> Organization = new("organization", Scalars.Text, "The organization it belongs to; a key of a team is its team's.");

    public static readonly Key<EndUserSight> EndUser = new("end_user", Scalars.Word<EndUserSight>([.. EndUserSightNames.All]),
        "What providers see of the end user that a request names: the name, a hash in its place, or nothing. See `docs/keys.md`.")
    { Default = "pass" };

    public static readonly Key<Section> EndUsers = new("end_users", EndUserKeys.Shape,
        "The users of its application, as requests name them (`safety_identifier`, `user`, `metadata.user_id`); those without a name are one.");

    public static readonly SectionShape Shape = new(Name, Secret, Sha256, Team, Models, Limits, Expires, Tags, Permissions, Passthrough, Budget, Organization,
        EndUser, EndUsers, AllowedIps, ServiceTiers, ServerTools, Byok, new LaterKey("guardrails"), new LaterKey("cache"));
}
