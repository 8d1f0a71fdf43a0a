using System.Collections.Immutable;
using System.Text;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Rules;
using Headgate.Gateway.Queueing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config.Derivation;

/// <summary><c>providers:</c></summary>
internal static class ProviderDerivation
{
    /// <summary>Stands for the simulator in a config that is only looked at.</summary>
    private static readonly Uri NoSimulator = new("http://simulator.invalid/v1");

    /// <summary>The simulator takes any key but, as vendors do, wants one.</summary>
    private const string SimulatorSecret = "the-simulator-takes-any-key";

    public static Provider Derive(Draft draft, Named<Section> named, Uri? simulatorUrl)
    {
        Section section = named.Value;
        if (section.Find(ProviderKeys.Replicas) is not { Value: var written })
        {
            return Make(named, Endpoint(draft, section, simulatorUrl), named.Name);
        }

        VendorRow row = section.Get(ProviderKeys.Type);
        ImmutableArray<Provider> replicas =
        [
            .. written.Select(replica => Make(
                named, Endpoint(draft, section, ReplicaAddress.Of(replica.Value, row), isTrusted: true), $"{named.Name}#{replica.Value.Authority}",
                isReplica: true)),
        ];
        return Make(named, replicas[0].Endpoint, named.Name, replicas);
    }

    private static Provider Make(
        Named<Section> named, Endpoint endpoint, string credentialPrefix, ImmutableArray<Provider> replicas = default, bool isReplica = false)
    {
        Section section = named.Value;
        VendorRow row = section.Get(ProviderKeys.Type);
        ImmutableArray<WireProtocol> protocols =
            [.. section.Get(ProviderKeys.Protocols).Select(protocol => protocol.Value.Protocol).Distinct()];
        return new Provider
        {
            Name = named.Name,
            Layer = named.At.IsStored ? ConfigLayer.Store : ConfigLayer.File,
            Row = VendorDerivation.Row(section, row),
            Vendor = VendorDerivation.Vendor(section, row, protocols.IsEmpty ? row.Protocols : protocols),
            Endpoint = endpoint,
            Credentials = Credentials(named, endpoint, credentialPrefix),
            Headers = [.. section.Get(ProviderKeys.Headers).Select(header => KeyValuePair.Create(header.Name, header.Value))],
            Models = section.Get(ProviderKeys.Models).Plain(),
            Passthrough = section.Get(ProviderKeys.Passthrough).Plain(),
            Pricing = PricingKeys.Read(section.Get(ProviderKeys.Pricing)),
            NeedsBroughtCredential = section.Has(ProviderKeys.Byok),
            HasBreaker = section.Get(ProviderKeys.CircuitBreaker),
            Queue = Queue(section),
            Replicas = replicas.IsDefault ? [] : replicas,
            IsReplica = isReplica,
            Metrics = isReplica ? ReplicaAddress.Metrics(endpoint.BaseUrl, section, row) : null,
        };
    }

    private static QueueLimits? Queue(Section section) => section.Find(ProviderKeys.MaxConcurrent) is { Value: var places }
        ? new QueueLimits(places, section.Get(ProviderKeys.Queue).Get(QueueKeys.Length), section.Get(ProviderKeys.Queue).Get(QueueKeys.Wait))
        : null;

    private static Endpoint Endpoint(Draft draft, Section section, Uri? simulatorUrl)
    {
        Uri? written = section.Find(ProviderKeys.BaseUrl)?.Value;
        Uri? own = VendorDerivation.Address(section, section.Get(ProviderKeys.Type));
        // Not from the catalogue's public hosts: what the operator wrote, the host's own simulator, and servers whose usual place is this machine.
        bool isTrusted = written is not null || own is null or { IsLoopback: true };
        return Endpoint(draft, section, written ?? own ?? simulatorUrl ?? NoSimulator, isTrusted);
    }

    private static Endpoint Endpoint(Draft draft, Section section, Uri url, bool isTrusted)
    {
        string? ca = section.Find(ProviderKeys.Ca) is { } file ? ConfigPaths.Resolve(file.Value, file.At) : null;
        string? caHash = draft.File(section, ProviderKeys.Ca) is { } content ? ConfigFiles.Hash(content) : null;
        return new Endpoint(new Uri(url.AbsoluteUri.TrimEnd('/')), isTrusted, section.Find(ProviderKeys.Proxy)?.Value, ca, caHash);
    }

    private static ImmutableArray<Credential> Credentials(Named<Section> provider, Endpoint endpoint, string prefix)
    {
        if (GrantDerivation.Grant(provider.Value, endpoint) is { } grant)
        {
            return [new Credential($"{prefix}#{grant.Id[..8]}", null) { Grant = grant }];
        }

        bool isSimulator = provider.Value.Get(ProviderKeys.Type).Type == ProviderRules.Simulator;
        ImmutableArray<Written<string>> secrets = ProviderRules.Credentials(provider.Value);
        return secrets.IsEmpty
            ? [new Credential(prefix, isSimulator ? SimulatorSecret : null)]
            : [.. secrets.Select(secret => new Credential($"{prefix}#{Fingerprint(secret.Value)}", secret.Value))];
    }

    private static string Fingerprint(string secret) => ConfigFiles.Hash(Encoding.UTF8.GetBytes(secret))[..8];
}
