using System.Collections.Immutable;
using Headgate.Gateway.Config.Rules;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Queueing;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Config;

/// <summary>A configured vendor with its credentials.</summary>
public sealed class Provider
{
    /// <summary>The name clients use: <c>openai</c> in <c>openai/gpt-5-mini</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How the vendor is spoken to.</summary>
    public required IProvider Vendor { get; init; }

    /// <summary>The vendor's row.</summary>
    public required VendorRow Row { get; init; }

    /// <summary>Where it is.</summary>
    public required Endpoint Endpoint { get; init; }

    /// <summary>Its credentials, at least one (a vendor that needs none has one without a secret).</summary>
    public required ImmutableArray<Credential> Credentials { get; init; }

    /// <summary><c>replicas:</c>: its servers, each as a provider of the same name with its own endpoint and credentials; empty when it is one.</summary>
    public ImmutableArray<Provider> Replicas { get; init; } = [];

    /// <summary>What can be called: its replicas, or itself.</summary>
    public ImmutableArray<Provider> Places => Replicas.IsEmpty ? [this] : Replicas;

    /// <summary>True for one of several servers.</summary>
    public bool IsReplica { get; init; }

    /// <summary><c>metrics:</c>, where a replica says how it stands; null when it does not.</summary>
    public Uri? Metrics { get; init; }

    /// <summary>Where its calls go, with what: the vendor itself, and who issues tokens for it.</summary>
    public IEnumerable<(Endpoint Endpoint, Credential Credential)> Ways => Places.SelectMany(place => place.Credentials.SelectMany(credential =>
        credential.Grant is { } grant ? [(place.Endpoint, credential), (grant.Endpoint, credential)] : new[] { (place.Endpoint, credential) }));

    /// <summary>Headers the operator adds to each call.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary><c>models:</c>, the allow-list of upstream names (exact or <c>prefix*</c>); empty = any.</summary>
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary><c>circuit_breaker:</c>: whether a model that keeps failing is left alone for a while. Default true.</summary>
    public bool HasBreaker { get; init; } = true;

    /// <summary><c>max_concurrent:</c> and <c>queue:</c>: how many calls it takes at once, and how many wait; null = as many as come.</summary>
    internal QueueLimits? Queue { get; init; }

    /// <summary><c>pricing:</c>, what the operator pays for models, by name or pattern; default what the catalogue says.</summary>
    public ImmutableArray<KeyValuePair<string, PriceRow>> Pricing { get; init; } = [];

    /// <summary><c>passthrough:</c>: the calls that may pass verbatim; default none.</summary>
    public ImmutableArray<PassthroughRule> Passthrough { get; init; } = [];

    /// <summary>
    /// The upstream names by which it can be asked without its own: <c>models:</c>, else the vendor's usual ones; none for the
    /// simulator.
    /// </summary>
    public ImmutableArray<string> BareModels => IsSimulator ? [] : Models.IsEmpty ? Row.Models : Models;

    /// <summary>The prices written for a model: those of the name that fits best; null when none is written.</summary>
    public PriceRow? PriceOf(string model) =>
        Pricing.Where(price => ModelName.Fit(model, price.Key) > 0).OrderByDescending(price => ModelName.Fit(model, price.Key)).FirstOrDefault().Value;

    /// <summary><c>byok: only</c>: it has no credential, and nothing goes to it but with one that a caller brought. Default false.</summary>
    public bool NeedsBroughtCredential { get; init; }

    /// <summary>
    /// True when callers may bring a credential for it: where that is one secret, sent in a header. What signs calls or is changed for tokens is the
    /// operator's.
    /// </summary>
    public bool TakesBroughtCredentials => Row.Type is not (BedrockRules.Type or VertexProvider.Type)
        && Credentials.All(credential => credential.Grant is null);

    /// <summary>Where it comes from: files win over the store. Default files.</summary>
    public ConfigLayer Layer { get; init; }

    /// <summary>True for the simulator: no wildcard, of keys or of aliases, matches it.</summary>
    public bool IsSimulator => Row.Type == "simulator";
}
