using System.Collections.Immutable;
using System.Security.Cryptography;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Rules;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;

namespace Headgate.Gateway.Config.Derivation;

/// <summary>From the first tense to the second: makes what a request needs of a config that kept every rule.</summary>
internal static class ConfigDerivation
{
    public static DerivedConfig Derive(Draft draft, ConfigNode.Map written, ConfigInputs inputs)
    {
        ImmutableArray<Provider> providers =
            [.. draft.Providers.Select(provider => ProviderDerivation.Derive(draft, provider, inputs.SimulatorUrl))];
        var models = new ModelTable(AliasDerivation.Derive(draft, providers), providers);
        ImmutableSortedDictionary<string, Team> teams = KeyDerivation.Teams(draft);
        ImmutableDictionary<string, Budget> tagBudgets = BudgetDerivation.OfTags(draft);
        ServerCertificate? certificate = Certificate(draft);
        byte[]? prices = draft.File(draft.Root, RootKeys.Pricing);
        return new DerivedConfig
        {
            Written = draft.Root,
            Hash = Hash(written, inputs, providers, certificate, prices),
            Host = Host(draft.Server),
            Server = Server(draft.Server),
            Certificate = certificate,
            Providers = providers,
            Models = models,
            Keys = KeyDerivation.Keys(draft, teams, tagBudgets),
            Teams = teams,
            TagBudgets = tagBudgets,
            AdminTokens = [.. draft.AdminTokens.Select(AdminToken).Concat(inputs.AdminTokens).DistinctBy(token => token.Digest)],
            Spending = Spending(draft.Root.Get(RootKeys.Budgets)),
            Webhook = Webhook(draft),
            Prices = new PriceBook(prices is null ? ImmutableSortedDictionary<string, VendorPrices>.Empty : PriceFile.ReadBook(prices)),
            Log = Log(draft.Root.Get(RootKeys.Log)),
            AuthRequired = ListenRules.AuthRequired(draft),
            NeedsSimulator = draft.Providers.Any(ProviderRules.IsOwnSimulator),
        };
    }

    private static HostOptions Host(Section server) => new()
    {
        Listen = server.Get(ServerKeys.Listen).Plain(),
        Admin = server.Get(ServerKeys.Admin),
        Hosts = server.Get(ServerKeys.Hosts).Plain(),
        DataFolder = server.Find(ServerKeys.Data) is { } data ? ConfigPaths.Resolve(data.Value, data.At) : server.Get(ServerKeys.Data),
        InlineIo = server.Get(ServerKeys.InlineIo),
    };

    private static ServerOptions Server(Section server) => new()
    {
        MaxBodyBytes = server.Get(ServerKeys.MaxBody),
        MaxBufferedBytes = server.Get(ServerKeys.MaxBuffered),
        MaxUploadBytes = server.Get(ServerKeys.MaxUpload),
        KeepAlive = server.Get(ServerKeys.KeepAlive),
        Drain = server.Get(ServerKeys.Drain),
        OnDisconnect = server.Get(ServerKeys.OnDisconnect),
        DrainLimit = server.Get(ServerKeys.DrainLimit),
        MaxDrains = server.Get(ServerKeys.MaxDrains),
        MaxReplayBytes = server.Get(ServerKeys.MaxReplays),
        CorsOrigins = server.Get(ServerKeys.Cors).Get(CorsKeys.Origins).Plain(),
        ForwardHeaders = [.. server.Get(ServerKeys.ForwardHeaders).Select(header => header.Value.ToLowerInvariant())],
        TrustedProxies = server.Get(ServerKeys.TrustedProxies).Plain(),
        MaxAttempts = server.Get(ServerKeys.MaxAttempts),
        FetchUrls = server.Get(ServerKeys.FetchUrls),
    };

    private static ServerCertificate? Certificate(Draft draft) =>
        draft.Server.Find(ServerKeys.Tls) is { Value: var tls }
            ? ServerCertificate.TryRead(draft.File(tls, TlsKeys.Cert)!, draft.File(tls, TlsKeys.PrivateKey)!)
            : null;

    private static AdminToken AdminToken(Section token) => new(
        token.Get(AdminTokenKeys.Name),
        SecretRule.Digest(token, AdminTokenKeys.Token, AdminTokenKeys.Sha256)!.Value,
        token.Get(AdminTokenKeys.Role));

    private static SpendingOptions Spending(Section budgets) => new()
    {
        ReserveOutput = budgets.Get(SpendingKeys.ReserveOutput),
        AllowsUnknownPrices = budgets.Get(SpendingKeys.UnknownPrice) == "allow",
    };

    private static WebhookOptions? Webhook(Draft draft) => draft.Root.Find(RootKeys.Webhook) is { Value: var webhook }
        ? new WebhookOptions(webhook.Get(WebhookKeys.Url), webhook.Get(WebhookKeys.Secret))
        : null;

    private static LogOptions Log(Section log) =>
        new() { KeepsBodies = log.Get(LogKeys.Bodies) == "full", Retention = log.Get(LogKeys.Retention) };

    private static string Hash(
        ConfigNode.Map written, ConfigInputs inputs, ImmutableArray<Provider> providers, ServerCertificate? certificate, byte[]? prices)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        NodeHash.Append(hash, written);
        foreach (string? part in providers.Select(provider => provider.Endpoint.CaHash)
            .Concat(inputs.AdminTokens.Select(token => token.ToString())).Append(certificate?.Hash).Append(ConfigFiles.Hash(prices)))
        {
            NodeHash.Append(hash, part ?? "");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
