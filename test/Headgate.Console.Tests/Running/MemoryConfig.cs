using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Console.Operations.Config;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Console.Tests.Running;

/// <summary>A config that is written here, over a store. Only a reload brings the store's changes into the snapshot.</summary>
internal sealed class MemoryConfig : IConfigControl
{
    public const string ProviderSecret = "sk-canary-of-the-provider";

    private readonly IConfigStore _store;
    private readonly ImmutableArray<VirtualKey> _fileKeys;

    public MemoryConfig(IConfigStore store, params ImmutableArray<VirtualKey> fileKeys)
    {
        (_store, _fileKeys) = (store, fileKeys);
        Current = Derive(fileKeys);
    }

    public ConfigSnapshot Current { get; private set; }

    public ImmutableArray<string> Teams { get; } = ["platform"];

    public ImmutableArray<FindingView> Warnings { get; set; } = [];

    public RefusedReload? Refused { get; set; }

    /// <summary>What the teams of the files add to each key of the store.</summary>
    public Func<VirtualKey, VirtualKey> OfTeam { get; set; } = key => key;

    /// <summary>Who is told of soft limits, from the next reload on.</summary>
    public WebhookOptions? Webhook { get; set; }

    public async ValueTask ReloadAsync(CancellationToken cancellation) =>
        Current = Derive([.. _fileKeys, .. (await _store.KeysAsync(cancellation)).Select(OfTeam)]);

    public JsonElement Effective() => JsonElement.Parse("""{ "providers": { "openai": { "type": "openai", "api_key": "***" } } }""");

    public ConfigVerdict Validate(string text) => text.Contains("provders", StringComparison.Ordinal)
        ? new([new FindingView(null, 1, 1, "provders", "unknown key", "did you mean `providers`?")], [])
        : new([], []);

    public static AdminToken Token(AdminRole role) => new($"the-{role}", KeyDigest.Of(TokenOf(role)), role);

    public static string TokenOf(AdminRole role) => $"canary-token-of-the-{role}";

    private ConfigSnapshot Derive(ImmutableArray<VirtualKey> keys)
    {
        Provider openai = ProviderNamed("openai");
        ModelAlias backup = new() { Name = "backup", Targets = [new AliasTarget.Model(ProviderNamed("spare"), null, 1)] };
        ModelAlias chat = new()
        {
            Name = "chat",
            Strategy = Strategy.Weighted,
            Targets = [new AliasTarget.Model(openai, "gpt-5-mini", 80), new AliasTarget.Alias(backup, 20)],
        };

        return new ConfigSnapshot
        {
            Hash = "00112233aabbccdd",
            Server = new ServerOptions(),
            Providers = [openai, ProviderNamed("spare")],
            Models = new ModelTable([chat, backup], [openai]),
            Keys = new KeyRing(keys),
            AdminTokens = [Token(AdminRole.Viewer), Token(AdminRole.Operator), Token(AdminRole.Admin)],
            Log = new LogOptions(),
            Webhook = Webhook,
            AuthRequired = true,
        };
    }

    private static Provider ProviderNamed(string name)
    {
        VendorRow row = new()
        {
            Type = "openai",
            Auth = AuthScheme.Bearer,
            Protocols = [WireProtocol.OpenAIChat, WireProtocol.OpenAIResponses],
        };
        Uri url = new($"https://user:{ProviderSecret}@{name}.example:8443/v1?key={ProviderSecret}");
        return new Provider
        {
            Name = name,
            Row = row,
            Vendor = new CatalogProvider(row, row.Protocols),
            Endpoint = new Endpoint(url, true, null, null, null),
            Credentials = [new Credential($"{name}#3fd2a9c1", ProviderSecret)],
            Headers = [new("x-secret", ProviderSecret)],
            Models = ["gpt-*"],
        };
    }
}
