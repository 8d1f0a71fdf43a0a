namespace Headgate.Gateway.Config;

/// <summary>Finds what was probably meant.</summary>
internal static class NearName
{
    private const int MaxLength = 128; // the distance costs the product of the lengths

    /// <summary><c>did you mean `x`?</c>; null when nothing is near.</summary>
    public static string? Ask(string written, IEnumerable<string> known) =>
        Nearest(written, known, 1) is [string near] ? $"did you mean `{near}`?" : null;

    /// <summary>The names that are a third of their length away at most, nearest first.</summary>
    public static IReadOnlyList<string> Nearest(string written, IEnumerable<string> known, int count) =>
    [
        .. known.Where(name => Math.Max(written.Length, name.Length) <= MaxLength)
            .Where(name => Math.Abs(written.Length - name.Length) <= Allowed(written, name)) // spares most of the work
            .Select(name => (Name: name, Distance: Distance(written, name)))
            .Where(near => near.Distance <= Allowed(written, near.Name))
            .OrderBy(near => near.Distance).ThenBy(near => near.Name, StringComparer.Ordinal)
            .Take(count).Select(near => near.Name),
    ];

    private static int Allowed(string written, string name) => Math.Max(1, Math.Min(written.Length, name.Length) / 3);

    /// <summary>Insertions, deletions, replacements and swaps of neighbours; case and the kind of dash count nothing.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> row = stackalloc int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = last[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
                row[j] = Math.Min(replaced, 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            Span<int> free = before;
            before = last;
            last = row;
            row = free;
        }

        return last[b.Length];
    }

    private static bool Same(char a, char b) => Plain(a) == Plain(b);

    private static char Plain(char c) => c == '-' ? '_' : char.ToLowerInvariant(c);
}
