using Headgate.Gateway.Health;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Config;

/// <summary>One thing that can be called: a provider's model with one of the provider's credentials.</summary>
/// <param name="provider">The provider.</param>
/// <param name="upstreamModel">The vendor's name of the model.</param>
/// <param name="credential">The credential.</param>
/// <param name="translatedTo">
/// The protocol that the call is written anew in: another than the client's, or its own where the vendor would refuse it as it stands. Null on
/// the native lane.
/// </param>
internal sealed class Target(Provider provider, string upstreamModel, Credential credential, WireProtocol? translatedTo = null)
{
    public Provider Provider { get; } = provider;

    public string UpstreamModel { get; } = upstreamModel;

    public Credential Credential { get; } = credential;

    public WireProtocol? TranslatedTo { get; } = translatedTo;

    /// <summary><c>provider/upstream-model</c>, as records and headers name it.</summary>
    public string Name { get; } = $"{provider.Name}/{upstreamModel}";

    /// <summary>What the vendor calls the model: its own name, but for vendors whose operators name models themselves.</summary>
    public string VendorModel { get; } = provider.Vendor.NameOf(upstreamModel);

    /// <summary>Puts the vendor's name of the model in place of the one the client asked for.</summary>
    public MemberEdit ModelEdit => field ??= MemberEdit.SetString("model", VendorModel);

    /// <summary>How it fares, once that was looked up: what lives on.</summary>
    public TargetHealth? Health { get; set; }

    /// <summary>What the alias says that it costs; null when it says nothing.</summary>
    public PriceRow? Pricing { get; init; }

    /// <summary>What it costs, once that was looked up.</summary>
    public ModelPrices? Prices { get; set; }

    /// <summary>Whose connections its calls take: those of its credential, and of the provider's first where a caller brought the credential.</summary>
    public Credential Connecting => Credential.IsBrought ? Provider.Credentials[0] : Credential;

    /// <summary>The same, called with another credential.</summary>
    public Target With(Credential credential) => new(Provider, UpstreamModel, credential, TranslatedTo) { Pricing = Pricing };

    /// <summary>True when the other is the same model with another credential.</summary>
    public bool IsSibling(Target other) => ReferenceEquals(Provider, other.Provider) && UpstreamModel == other.UpstreamModel;

    /// <summary>True when the other is the same model at another server of the same fleet.</summary>
    public bool IsTwin(Target other) =>
        Provider.IsReplica && other.Provider.IsReplica && !ReferenceEquals(Provider, other.Provider) && Name == other.Name;
}
