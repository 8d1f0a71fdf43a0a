using System.Collections.Immutable;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>The words of <c>reasoning_effort</c> by their strength, for vendors that know only some of them.</summary>
internal static class EffortScale
{
    private static readonly ImmutableArray<string> Words = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

    /// <summary>The effort itself where the vendor knows it, or a word that nobody knows; else the nearest one known, the greater of two.</summary>
    /// <param name="effort">The effort asked for.</param>
    /// <param name="known">What the vendor knows; empty = everything.</param>
    public static string Nearest(string effort, ImmutableArray<string> known)
    {
        int strength = Words.IndexOf(effort);
        return known.IsEmpty || known.Contains(effort) || strength < 0
            ? effort
            : known.Where(Words.Contains).OrderBy(word => Math.Abs(Words.IndexOf(word) - strength)).ThenByDescending(Words.IndexOf).First();
    }
}
