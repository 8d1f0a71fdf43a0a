using System.Collections.Immutable;

namespace Headgate.Gateway.Raw.Objects;

/// <summary>The ids in a body by which a vendor would look for something, each once.</summary>
/// <param name="Named">What is named and nothing else: it has to be the caller's, wherever the request goes.</param>
/// <param name="Hollow">
/// Of items that lack what they stand for: a vendor of their own protocol would look for it, another is told what there is and asks for no id.
/// </param>
internal sealed record NamedIds(ImmutableArray<string> Named, ImmutableArray<string> Hollow)
{
    /// <summary>No id.</summary>
    public static NamedIds None { get; } = new([], []);

    /// <summary>True when there is none.</summary>
    public bool IsEmpty => Named.IsEmpty && Hollow.IsEmpty;
}
