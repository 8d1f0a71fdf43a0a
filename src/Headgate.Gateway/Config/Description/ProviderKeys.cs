using System.Collections.Immutable;
using System.Globalization;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>providers.&lt;name&gt;:</c>.</summary>
internal static class ProviderKeys
{
    private static readonly ScalarShape<VendorRow> VendorType =
        new("vendor type", ParseType) { Choices = () => ProviderCatalog.Rows.Select(row => row.Type) };

    private static readonly ScalarShape<NativeProtocol> ProtocolName =
        new("protocol", ParseProtocol) { Choices = () => Speakable.Select(protocol => protocol.Name) };

    public static readonly Key<VendorRow> Type = new(
        "type", VendorType,
        "A vendor from the catalogue, or `openai-compatible` for any other.")
    { IsRequired = true };

    public static readonly Key<string> ApiKey = new("api_key", Scalars.Secret, "The vendor's credential.");

    public static readonly Key<ImmutableArray<Written<string>>> ApiKeys = new("api_keys", new ListShape<string>(Scalars.Secret),
        "A pool of credentials that take turns; after a rate limit or a refused credential the next one is tried.");

    public static readonly Key<string> Byok = new("byok", Scalars.Word(["only"]),
        "`only`, in place of `api_key`: it has no credential, and is called with those that callers bring. See `docs/keys.md`.");

    public static readonly Key<Uri> BaseUrl = new("base_url", Addresses.BaseUrl,
        "Where the vendor is; its public address when it has one. A private address has to be written here to be trusted.");

    public static readonly Key<ImmutableArray<Named<string>>> Headers = new("headers", new MapShape<string>(Scalars.Secret),
        "Headers sent with every call. Never shown.");

    public static readonly Key<ImmutableArray<Written<string>>> Models = new("models", new ListShape<string>(Scalars.Text),
        "The upstream models that may be asked for; `gpt-*` is allowed. Without it every model is.");

    public static readonly Key<ImmutableArray<Written<NativeProtocol>>> Protocols = new("protocols",
        new ListShape<NativeProtocol>(ProtocolName),
        "The protocols it speaks, best first; the catalogue's when nothing is written.");

    public static readonly Key<Uri> Proxy = new(
        "proxy", Addresses.Proxy, "The HTTP proxy that calls go through. Its credentials are never shown.");

    public static readonly Key<string> Ca = new(
        "ca", Scalars.Text, "PEM file of authorities to trust beside the system's. Picked up when it changes.");

    public static readonly Key<string> ApiVersion = new("api_version", new ScalarShape<string>("date", ParseApiVersion),
        "Of `azure-openai`: the version of the classic API, such as `2025-04-01-preview`; the v1 API when nothing is written.");

    public static readonly Key<ImmutableArray<Named<string>>> Deployments = new("deployments", new MapShape<string>(Scalars.Text),
        "Of `azure-openai`: the deployment of each model whose deployment has another name.");

    public static readonly Key<Section> Entra = new("entra", EntraKeys.Shape,
        "Of `azure-openai`, in place of `api_key`: an application of Microsoft Entra, whose access tokens are sent.");

    public static readonly Key<string> Project = new("project", Scalars.Text,
        "Of `vertex`: the Google Cloud project; the service account's own when nothing is written.");

    public static readonly Key<string> Location = new("location", new ScalarShape<string>("location", ParseLocation),
        "Of `vertex`: a region, `us`, `eu` or `global`; `global` when nothing is written.");

    public static readonly Key<string> Credentials = new("credentials", Scalars.Secret,
        "Of `vertex`: a service account's key, the content of its JSON file: `${file:account.json}`.");

    public static readonly Key<Uri> TokenUrl = new("token_url", Addresses.BaseUrl,
        "Of `vertex`: where the service account's tokens are issued, when that is not Google's own endpoint.");

    public static readonly Key<string> Region = new("region", new ScalarShape<string>("region", ParseRegion),
        "`bedrock`: the AWS region whose models are called, such as `us-east-1`.");

    public static readonly Key<string> AccessKeyId = new("access_key_id", Scalars.Text,
        "`bedrock`: the id of the AWS key that signs, in place of `api_key`.");

    public static readonly Key<string> SecretAccessKey = new("secret_access_key", Scalars.Secret, "`bedrock`: the AWS key that signs.");

    public static readonly Key<string> SessionToken = new("session_token", Scalars.Secret, "`bedrock`: the token of a temporary AWS key.");

    public static readonly Key<ImmutableArray<Written<PassthroughRule>>> Passthrough = new("passthrough", Calls.List,
        "The calls of the vendor's that `/passthrough/<name>/…` opens to keys that have them too: `GET /v1/models`, `POST /v1/things/*`.");

    public static readonly Key<bool> CircuitBreaker = new("circuit_breaker", Scalars.Flag,
        "`false`: its failures are counted, but no model of it is left alone for a while because of them.")
    { Default = "true" };

    public static readonly Key<int> MaxConcurrent = new("max_concurrent", Scalars.Whole(1, 1_000_000),
        "The calls of its models that are under way at once, to the end of their streams; beyond, requests queue, and then go to the next target. "
        + "Of each replica, where it has `replicas`.");

    public static readonly Key<Section> Queue = new("queue", QueueKeys.Shape, "How requests queue beyond `max_concurrent`.");

    public static readonly Key<ImmutableArray<Written<Uri>>> Replicas = new("replicas", new ListShape<Uri>(Addresses.BaseUrl),
        "In place of `base_url`: servers of the same models. A request goes where its first token is expected soonest. An address without a path gets the "
        + "usual one of the vendor's servers, such as `/v1`.");

    public static readonly Key<string> Metrics = new("metrics", new ScalarShape<string>("path, true or false", ParseMetrics)
    {
        Schema = json =>
        {
            json.WriteStartArray("type");
            json.WriteStringValue("string");
            json.WriteStringValue("boolean");
            json.WriteEndArray();
        },
    },
    "The page at which each replica says how it stands, read each second: `true` for `/metrics`, which is so for `vllm`, `sglang`, `tgi` and `llama-cpp` when "
    + "nothing is written; `false` for none: then the least busy is called.");

    public static readonly Key<ImmutableArray<Named<Section>>> Pricing = new("pricing", new MapShape<Section>(PricingKeys.Shape),
        "What its models cost, by name (`gpt-*` is allowed), where that is not what is known of them.");

    public static readonly SectionShape Shape = new(Type, ApiKey, ApiKeys, Byok,
        Region, AccessKeyId, SecretAccessKey, SessionToken,
        BaseUrl, Headers, Models, Protocols, Passthrough, CircuitBreaker, Proxy, Ca,
        MaxConcurrent, Queue, Replicas, Metrics, Pricing,
        ApiVersion, Deployments, Entra, Project, Location, Credentials, TokenUrl);

    /// <summary>What a vendor can be said to speak: what passes through to one is opened call by call.</summary>
    private static IEnumerable<NativeProtocol> Speakable =>
        NativeProtocols.All.Where(protocol => protocol.Protocol != WireProtocol.Passthrough);

    private static string? ParseApiVersion(string text, out string value)
    {
        value = text;
        const string Preview = "-preview";
        ReadOnlySpan<char> date = text.EndsWith(Preview, StringComparison.Ordinal) ? text.AsSpan(..^Preview.Length) : text;
        return DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? null : "is no version of Azure's API; write one such as 2025-04-01-preview";
    }

    private static string? ParseLocation(string text, out string value)
    {
        value = text;
        return text.Length is > 0 and <= 63 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? null : "is no location; write one such as us-east5, or global";
    }

    private static string? ParseMetrics(string text, out string value)
    {
        value = text switch { "true" => "/metrics", "false" => "", _ => text };
        return value.Length == 0 || value[0] == '/' ? null : "is neither a path, such as `/metrics`, nor true or false";
    }

    private static string? ParseType(string text, out VendorRow value)
    {
        value = ProviderCatalog.Find(text)!;
        return value is not null ? null
            : "is no vendor type; `openai-compatible` serves any vendor with that protocol";
    }

    // It becomes a part of a host's name.
    private static string? ParseRegion(string text, out string value)
    {
        value = text;
        return text.Length > 0 && text.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-')
            ? null
            : "is no AWS region, such as us-east-1";
    }

    private static string? ParseProtocol(string text, out NativeProtocol value)
    {
        value = Speakable.FirstOrDefault(protocol => protocol.Name == text)!;
        return value is not null ? null
            : $"is no protocol; there is {string.Join(", ", Speakable.Select(protocol => protocol.Name))}";
    }
}
