using System.Collections.Concurrent;

namespace Headgate.Gateway.Config;

/// <summary>
/// The rounds of an alias' weights: of all its targets, and of those that are left while others cannot be called, made when first needed.
/// Thread-safe.
/// </summary>
internal sealed class WeightedRounds(int[] weights)
{
    /// <summary>Marks a target that takes turns.</summary>
    public const char With = '1';

    /// <summary>Marks one that does not.</summary>
    public const char Without = '0';

    /// <summary>More sets than this of a long alias' targets are seldom met twice: then all are forgotten.</summary>
    private const int MostKept = 256;

    private readonly ConcurrentDictionary<string, WeightedTurns?> _among = new(StringComparer.Ordinal);

    /// <summary>The round of all; null when every weight is 0.</summary>
    public WeightedTurns? All { get; } = Make(weights);

    /// <summary>The round of those that are marked; null when none of them has a weight above 0.</summary>
    public WeightedTurns? Among(ReadOnlySpan<char> marks)
    {
        if (_among.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(marks, out WeightedTurns? known))
        {
            return known;
        }

        if (_among.Count >= MostKept)
        {
            _among.Clear();
        }

        int[] left = new int[weights.Length];
        for (int i = 0; i < left.Length; i++)
        {
            left[i] = marks[i] == With ? weights[i] : 0;
        }

        return _among[marks.ToString()] = Make(left);
    }

    private static WeightedTurns? Make(int[] weights) => Array.Exists(weights, weight => weight > 0) ? new WeightedTurns(weights) : null;
}
