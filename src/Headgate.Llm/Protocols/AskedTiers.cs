using System.Collections.Immutable;

namespace Headgate.Llm.Protocols;

/// <summary>What of a request its price may follow, beside what it uses; by the names that vendors answer with.</summary>
/// <param name="Classes">The classes of service that it names; empty when it names none. What they cost has to be known.</param>
/// <param name="Extras">
/// What else may make it dearer: <c>fast</c> for Anthropic's <c>speed</c>, <c>us</c> for its <c>inference_geo</c>. Other vendors are not told of it.
/// </param>
public sealed record AskedTiers(ImmutableArray<string> Classes, ImmutableArray<string> Extras)
{
    /// <summary>Nothing of the kind.</summary>
    public static AskedTiers None { get; } = new([], []);

    /// <summary>Both.</summary>
    public IEnumerable<string> All => Classes.Concat(Extras);

    /// <summary>True when nothing is asked for.</summary>
    public bool IsEmpty => Classes.IsEmpty && Extras.IsEmpty;
}
