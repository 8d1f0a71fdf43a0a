using System.Collections.Immutable;

namespace Headgate.Gateway.Fleets;

/// <summary>A prompt as a prompt cache sees it: a chain of blocks, of which a cache has some leading ones.</summary>
/// <param name="Blocks">A hash for each whole block, of the block and of all that is before it.</param>
/// <param name="Tokens">About how many tokens it has, those behind the last whole block included.</param>
/// <param name="BlockTokens">About how many tokens a block has.</param>
internal sealed record Prompt(ImmutableArray<ulong> Blocks, long Tokens, int BlockTokens)
{
    /// <summary>A prompt of which nothing is known.</summary>
    public static Prompt Unknown { get; } = new([], 0, 1);

    /// <summary>The tokens still to be worked through where a cache has so many leading blocks: an engine always computes the last one.</summary>
    public long Without(int cachedBlocks) => Math.Max(1, Tokens - ((long)cachedBlocks * BlockTokens));
}
