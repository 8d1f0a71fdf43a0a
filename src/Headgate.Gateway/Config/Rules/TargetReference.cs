using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Rules;

/// <summary>What the <c>model:</c> of a target names.</summary>
internal abstract record TargetReference
{
    private TargetReference()
    {
    }

    /// <summary>A provider's model; null stands for the name that the client sent.</summary>
    public sealed record OfProvider(Named<Section> Provider, string? UpstreamModel) : TargetReference;

    /// <summary>Another alias.</summary>
    public sealed record OfAlias(Named<Section> Alias) : TargetReference;

    /// <summary>
    /// Finds what a name means; null when it means nothing. A provider comes first: an alias may then bear the very name
    /// of a provider's model and lead to it, under rules of its own.
    /// </summary>
    public static TargetReference? Find(Draft draft, string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < name.Length - 1 && draft.Provider(name[..slash]) is { } provider)
        {
            return new OfProvider(provider, name[(slash + 1)..] is var model && model == "*" ? null : model);
        }

        return draft.Model(name) is { } alias && !name.EndsWith('*') ? new OfAlias(alias) : null;
    }
}
