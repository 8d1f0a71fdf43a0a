using System.Globalization;

namespace Headgate.Gateway.Pricing;

/// <summary>How well a model's name is met by a name of the catalogue. Case does not matter.</summary>
internal static class ModelName
{
    private const int Exact = int.MaxValue;
    private const int Dated = Exact - 1;

    /// <summary>
    /// The more the better, 0 = not at all: the very name, the name with a date or a version after it, then the longest pattern; <c>*</c> alone
    /// meets all.
    /// </summary>
    public static int Fit(string asked, string known)
    {
        string text = known.Trim('*');
        (bool before, bool after) = (known.StartsWith('*'), known.EndsWith('*'));
        return (before, after) switch
        {
            _ when asked.Equals(known, StringComparison.OrdinalIgnoreCase) => Exact,
            (false, false) => IsDated(asked, known) ? Dated : 0,
            (false, true) => asked.StartsWith(text, StringComparison.OrdinalIgnoreCase) ? text.Length + 1 : 0,
            (true, false) => asked.EndsWith(text, StringComparison.OrdinalIgnoreCase) ? text.Length + 1 : 0,
            (true, true) => asked.Contains(text, StringComparison.OrdinalIgnoreCase) ? text.Length + 1 : 0,
        };
    }

    // gpt-5-2025-08-07, claude-sonnet-4@20250514, gemini-2.5-pro-002, mistral-large-latest
    private static bool IsDated(string asked, string known)
    {
        if (asked.Length <= known.Length + 1 || !asked.StartsWith(known, StringComparison.OrdinalIgnoreCase) || asked[known.Length] is not ('-' or '@'))
        {
            return false;
        }

        // A single digit is another model's number, not a version: claude-sonnet-4-5 is no claude-sonnet-4.
        ReadOnlySpan<char> rest = asked.AsSpan(known.Length + 1);
        return rest is "latest"
            || (rest.Length >= 3 && !rest.ContainsAnyExceptInRange('0', '9'))
            || DateOnly.TryParseExact(rest, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }
}
