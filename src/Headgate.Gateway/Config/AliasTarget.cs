namespace Headgate.Gateway.Config;

/// <summary>One entry of an alias' <c>targets:</c>: a provider's model, or another alias.</summary>
public abstract record AliasTarget
{
    private AliasTarget(int weight) => Weight = weight;

    /// <summary><c>weight</c>, for <see cref="Strategy.Weighted"/>; default 1, 0 = only as a fallback.</summary>
    public int Weight { get; }

    /// <summary>A provider's model.</summary>
    /// <param name="Provider">The provider.</param>
    /// <param name="UpstreamModel">The vendor's name of the model; null (written <c>provider/*</c>) = the name the client sent.</param>
    /// <param name="Weight">The weight.</param>
    public sealed record Model(Provider Provider, string? UpstreamModel, int Weight) : AliasTarget(Weight);

    /// <summary>
    /// Another alias, expanded in place by its own strategy. Its own retry, timeouts and defaults do not apply: the asked alias' do.
    /// </summary>
    /// <param name="Target">The alias.</param>
    /// <param name="Weight">The weight.</param>
    public sealed record Alias(ModelAlias Target, int Weight) : AliasTarget(Weight);
}
