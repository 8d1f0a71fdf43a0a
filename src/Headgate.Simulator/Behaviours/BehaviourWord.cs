using System.Globalization;

namespace Headgate.Simulator.Behaviours;

/// <summary>One word of the model names' language, known by an example: in <c>slow-2s</c> the part that starts with a digit is
/// the argument, a duration as it has a unit; in <c>lorem-500</c> it is a number.</summary>
/// <param name="Example">The word with sample arguments; also listed by <c>GET /v1/models</c>.</param>
/// <param name="Meaning">What it does, for people.</param>
/// <param name="Apply">Adds it to a behaviour; null when an argument is out of range.</param>
internal sealed record BehaviourWord(string Example, string Meaning, Func<Behaviour, WordArguments, Behaviour?> Apply)
{
    private const int LongestDurationMs = 600_000;
    private const int LargestNumber = 1_000_000;

    private readonly string[] _pattern = Example.Split('-');

    public int Length => _pattern.Length;

    /// <summary>The arguments, when the segments begin with this word; else null.</summary>
    public WordArguments? Match(ReadOnlySpan<string> segments)
    {
        if (segments.Length < _pattern.Length)
            return null;
        var arguments = new WordArguments();
        for (var i = 0; i < _pattern.Length; i++)
        {
            if (!Fits(_pattern[i], segments[i], arguments))
                return null;
        }

        return arguments;
    }

    private static bool Fits(string pattern, string segment, WordArguments arguments)
    {
        if (!char.IsAsciiDigit(pattern[0]))
            return pattern == segment;
        if (char.IsAsciiDigit(pattern[^1]))
            return TryNumber(segment, LargestNumber, out arguments.Number);
        return TryDuration(segment, out arguments.Duration);
    }

    private static bool TryDuration(string segment, out TimeSpan duration)
    {
        var inMs = segment.EndsWith("ms", StringComparison.Ordinal);
        var unit = inMs ? "ms" : "s";
        var known = TryNumber(segment[..Math.Max(0, segment.Length - unit.Length)], LongestDurationMs, out var number);
        duration = inMs ? TimeSpan.FromMilliseconds(number) : TimeSpan.FromSeconds(number);
        return known && segment.EndsWith(unit, StringComparison.Ordinal) && duration.TotalMilliseconds <= LongestDurationMs;
    }

    private static bool TryNumber(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;
}
