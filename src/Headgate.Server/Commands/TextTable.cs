namespace Headgate.Server.Commands;

/// <summary>Rows as people read them: columns as wide as their longest cell.</summary>
internal static class TextTable
{
    /// <summary>Writes rows of equal length, the heads first.</summary>
    public static void Write(IReadOnlyList<string[]> rows, TextWriter output)
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
