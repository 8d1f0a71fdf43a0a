namespace Headgate.EndToEnd.Faults;

/// <summary>A row of FaultMatrix.md.</summary>
public sealed record FaultRow
{
    private const int Columns = 10;

    /// <summary>The row's alias in the gateway's config.</summary>
    public required string Alias { get; init; }

    public required string Protocol { get; init; }

    public required bool IsStream { get; init; }

    public required string[] Targets { get; init; }

    public required Dictionary<string, string> Options { get; init; }

    public required int Status { get; init; }

    /// <summary>A keep-alive comes first, so that the status says nothing yet.</summary>
    public required bool IsEarly { get; init; }

    /// <summary><c>whole</c>, <c>error X</c> or <c>event X</c>.</summary>
    public required string Answer { get; init; }

    public required bool SaysNotToRetry { get; init; }

    public required int[] Calls { get; init; }

    /// <summary>The record's code; null when it has none.</summary>
    public required string? Code { get; init; }

    /// <summary>The attempts' faults in order, <c>ok</c> for one that answered.</summary>
    public required string[] Attempts { get; init; }

    public override string ToString()
    {
        var options = string.Concat(Options.Select(option => $" {option.Key}={option.Value}"));
        return $"{Alias} {Protocol}{(IsStream ? " stream" : "")}: {string.Join(", ", Targets)}{options}";
    }

    public static IReadOnlyList<FaultRow> ReadAll() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Faults", "FaultMatrix.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| protocol", StringComparison.Ordinal))
            .Select((line, index) => Parse(line, index + 1)),
    ];

    private static FaultRow Parse(string line, int number)
    {
        var cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries);
        Assert.True(cells.Length == Columns, $"Row {number} has {cells.Length} cells: {line}");
        return new FaultRow
        {
            Alias = $"row-{number}",
            Protocol = cells[0],
            IsStream = cells[1] == "yes",
            Targets = cells[2].Split(", "),
            Options = cells[3].Split(' ').Where(option => option != "-").Select(option => option.Split('='))
                .ToDictionary(pair => pair[0], pair => pair[1]),
            Status = int.Parse(cells[4]),
            IsEarly = cells[5].StartsWith("early ", StringComparison.Ordinal),
            Answer = cells[5].Replace("early ", "", StringComparison.Ordinal),
            SaysNotToRetry = cells[6] == "no",
            Calls = [.. cells[7].Split(", ").Select(int.Parse)],
            Code = cells[8] == "-" ? null : cells[8],
            Attempts = cells[9].Split(' '),
        };
    }
}
