using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>One thing that can be called: a provider's model with one of the provider's credentials.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="UpstreamModel">The vendor's name of the model.</param>
/// <param name="Credential">The credential.</param>
internal sealed record Target(Provider Provider, string UpstreamModel, Credential Credential)
{
    /// <summary><c>provider/upstream-model</c>, as records and headers name it.</summary>
    public string Name => field ??= $"{Provider.Name}/{UpstreamModel}";

    /// <summary>True when the other is the same model with another credential.</summary>
    public bool IsSibling(Target other) => ReferenceEquals(Provider, other.Provider) && UpstreamModel == other.UpstreamModel;
}
