using System.Collections.Immutable;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary>The top level of a config file.</summary>
internal static class RootKeys
{
    public static readonly Key<Section> Server = new(
        "server", ServerKeys.Shape, "Where Headgate listens, and the limits of the data plane.");

    public static readonly Key<string> Auth = new("auth", ServerKeys.AuthWord,
        "`none` serves every caller without a key; only when every `listen` is a loopback address or a socket file.")
    { Default = "keys" };

    public static readonly Key<ImmutableArray<Named<Section>>> Providers =
        new("providers", new MapShape<Section>(ProviderKeys.Shape), "The vendors, by the names that clients use: `openai/gpt-5-mini`.");

    public static readonly Key<ImmutableArray<Named<Section>>> Models = new("models", new MapShape<Section>(ModelKeys.Shape),
        "Aliases: what applications ask for. `gpt-*` and `*` are allowed; an exact name wins over the longest prefix.");

    public static readonly Key<ImmutableArray<Written<Section>>> Keys =
        new("keys", new ListShape<Section>(VirtualKeyKeys.Shape), "Virtual keys that live in this file; more are issued at run time.");

    public static readonly Key<ImmutableArray<Named<Section>>> Teams =
        new("teams", new MapShape<Section>(TeamKeys.Shape), "What keys can have in common, by name.");

    public static readonly Key<ImmutableArray<Named<Section>>> Organizations =
        new("organizations", new MapShape<Section>(OrganizationKeys.Shape), "What teams can have in common, by name.");

    public static readonly Key<ImmutableArray<Named<ImmutableArray<Named<Section>>>>> Tags =
        new("tags", new MapShape<ImmutableArray<Named<Section>>>(new MapShape<Section>(TagKeys.Shape)),
            "What keys with the same trusted tag have in common: `{ env: { ci: { budget: … } } }`.");

    public static readonly Key<TimeZoneInfo> TimeZone = new("timezone", TimeZones.Name, "Whose midnight begins the periods of budgets that name no other.")
    { Default = "UTC" };

    public static readonly Key<Section> Budgets = new("budgets", SpendingKeys.Shape, "How requests of keys with budgets are bounded.");

    public static readonly Key<Section> Admin = new("admin", AdminKeys.Shape, "Who may use the control plane.");

    public static readonly Key<Section> Log = new("log", LogKeys.Shape, "What the request log keeps.");

    public static readonly Key<Section> Webhook = new("webhook", WebhookKeys.Shape, "Who is told when budgets reach their limits.");

    public static readonly Key<string> Pricing = new("pricing", Scalars.Text,
        "A file of prices that stand before those of the catalogue, as `headgate prices import` writes it. Picked up when it changes.");

    public static readonly SectionShape Shape = new(Server, Auth, Providers, Models, Keys, Teams, Organizations, Tags, TimeZone, Budgets, Webhook,
        Pricing, Admin, Log,
        new LaterKey("cache"), new LaterKey("guardrails"), new LaterKey("redis"), new LaterKey("storage"));
}
