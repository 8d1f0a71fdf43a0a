using System.Collections.Immutable;

namespace Headgate.Gateway.Config;

/// <summary>One entry of an alias' <c>targets:</c>: a provider's model, or another alias.</summary>
public abstract class AliasTarget
{
    private AliasTarget(int weight) => Weight = weight;

    /// <summary><c>weight</c>, for <see cref="Strategy.Weighted"/>; default 1, 0 = only as a fallback.</summary>
    public int Weight { get; }

    /// <summary>A provider's model.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="upstreamModel">The vendor's name of the model; null (written <c>provider/*</c>) = the name the client sent.</param>
    /// <param name="weight">The weight.</param>
    public sealed class Model(Provider provider, string? upstreamModel, int weight) : AliasTarget(weight)
    {
        private readonly ImmutableArray<Target> _named = upstreamModel is null ? [] : TargetsOf(provider, upstreamModel);

        /// <summary>The provider.</summary>
        public Provider Provider => provider;

        /// <summary>The vendor's name of the model; null = the name the client sent.</summary>
        public string? UpstreamModel => upstreamModel;

        /// <summary>What can be called when a model is asked for: one target for each of the provider's credentials.</summary>
        internal ImmutableArray<Target> TargetsFor(string asked) => upstreamModel is null ? TargetsOf(provider, asked) : _named;

        private static ImmutableArray<Target> TargetsOf(Provider provider, string model) =>
            [.. provider.Credentials.Select(credential => new Target(provider, model, credential))];
    }

    /// <summary>
    /// Another alias, expanded in place by its own strategy. Its own retry, timeouts and defaults do not apply: the asked alias' do.
    /// </summary>
    /// <param name="target">The alias.</param>
    /// <param name="weight">The weight.</param>
    public sealed class Alias(ModelAlias target, int weight) : AliasTarget(weight)
    {
        /// <summary>The alias.</summary>
        public ModelAlias Target => target;
    }
}
