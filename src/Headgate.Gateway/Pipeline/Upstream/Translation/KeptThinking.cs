using System.Collections.Immutable;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>The signed thinking of an answer before one of its calls of tools.</summary>
/// <param name="Thoughts">The parts, in order; at least one.</param>
/// <param name="Follows">How many parts of signed thinking the answer had before these.</param>
internal sealed record KeptThinking(ImmutableArray<KeptThinking.Thought> Thoughts, int Follows)
{
    /// <summary>The digest of the conversation that was sent; null where the vendor takes the thinking back whatever stands before it.</summary>
    public string? Bound { get; init; }

    /// <summary>A part, and where the answer had it.</summary>
    /// <param name="Part">The part.</param>
    /// <param name="After">How many characters of text the answer had before it.</param>
    internal readonly record struct Thought(ReasoningPart Part, int After);
}
