using System.Collections.Immutable;
using Headgate.Gateway.Config.Conditions;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Config;

/// <summary>One entry of an alias' <c>targets:</c>: a provider's model, or another alias.</summary>
public abstract class AliasTarget
{
    private AliasTarget(int weight) => Weight = weight;

    /// <summary>As config writes it: <c>provider/upstream-model</c>, <c>provider/*</c>, or another alias.</summary>
    public abstract string Name { get; }

    /// <summary><c>weight</c>, for <see cref="Strategy.Weighted"/> and <see cref="Split"/>; default 1, 0 = only as a fallback.</summary>
    public int Weight { get; }

    /// <summary><c>variant</c>: what a split calls it; its name when nothing is written.</summary>
    public string Variant { get => field ?? Name; init; }

    /// <summary><c>without</c>: what it cannot do; default nothing.</summary>
    internal RequestNeeds Without { get; init; }

    /// <summary><c>context_window</c>: tokens that it takes at most; null = not said.</summary>
    internal int? ContextWindow { get; init; }

    /// <summary>True when it is for every request.</summary>
    internal bool IsForAll => When is null && Without == RequestNeeds.None && ContextWindow is null;

    /// <summary>By which it contends for callers that stick to their targets.</summary>
    internal ulong Seed { get; init; }

    /// <summary><c>when</c>: what must hold of a request for it to be tried; null = nothing.</summary>
    internal Condition? When { get; init; }

    /// <summary>A provider's model.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="upstreamModel">The vendor's name of the model; null (written <c>provider/*</c>) = the name the client sent.</param>
    /// <param name="weight">The weight.</param>
    public sealed class Model(Provider provider, string? upstreamModel, int weight) : AliasTarget(weight)
    {
        // Made once for each lane: the native one first, then by the protocol translated into.
        private readonly ImmutableArray<Target>[] _named = new ImmutableArray<Target>[1 + NativeProtocols.All.Length];

        /// <inheritdoc />
        public override string Name { get; } = $"{provider.Name}/{upstreamModel ?? "*"}";

        /// <summary>The provider.</summary>
        public Provider Provider => provider;

        /// <summary>The vendor's name of the model; null = the name the client sent.</summary>
        public string? UpstreamModel => upstreamModel;

        /// <summary><c>pricing:</c> of the target, over the alias' own; null when neither is written.</summary>
        public PriceRow? Pricing { get; init; }

        /// <summary>What can be called when a model is asked for: one target for each of the provider's credentials, at each of its replicas.</summary>
        /// <param name="asked">The model's name as the client sent it.</param>
        /// <param name="translatedTo">The protocol that calls are translated into; null on the native lane.</param>
        internal ImmutableArray<Target> TargetsFor(string asked, WireProtocol? translatedTo)
        {
            if (upstreamModel is null)
            {
                return TargetsOf(asked, translatedTo);
            }

            ref ImmutableArray<Target> known = ref _named[translatedTo is { } protocol ? 1 + (int)protocol : 0];
            return known.IsDefault ? known = TargetsOf(upstreamModel, translatedTo) : known;
        }

        private ImmutableArray<Target> TargetsOf(string model, WireProtocol? translatedTo) =>
        [
            .. from place in provider.Places
               from credential in place.Credentials
               select new Target(place, model, credential, translatedTo) { Pricing = Pricing },
        ];
    }

    /// <summary>
    /// Another alias, expanded in place by its own strategy. Its own retry, timeouts and defaults do not apply: the asked alias' do.
    /// </summary>
    /// <param name="target">The alias.</param>
    /// <param name="weight">The weight.</param>
    public sealed class Alias(ModelAlias target, int weight) : AliasTarget(weight)
    {
        /// <inheritdoc />
        public override string Name => target.Name;

        /// <summary>The alias.</summary>
        public ModelAlias Target => target;
    }
}
