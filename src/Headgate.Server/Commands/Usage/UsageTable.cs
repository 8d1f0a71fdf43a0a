using System.Globalization;
using Headgate.Console.Operations.Requests;

namespace Headgate.Server.Commands.Usage;

/// <summary>Usage as people read it.</summary>
internal static class UsageTable
{
    /// <summary>All rows, a line each; the time where there are buckets.</summary>
    public static void Write(string by, IReadOnlyList<UsageRow> rows, TextWriter output)
    {
        bool hasTimes = rows.Any(row => row.Time is not null);
        string[] head = [by.ToUpperInvariant(), "REQUESTS", "INPUT", "OUTPUT", "USD", "UNPRICED"];
        TextTable.Write([hasTimes ? ["TIME", .. head] : head, .. rows.Select(row => hasTimes ? [TimeOf(row), .. Cells(row)] : Cells(row))], output);
    }

    private static string TimeOf(UsageRow row) => row.Time?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "-";

    private static string[] Cells(UsageRow row) =>
    [
        (row.Key ?? row.Team ?? row.Model ?? row.Provider ?? row.Tag) is { Length: > 0 } name ? name : "-",
        row.Requests.ToString(CultureInfo.InvariantCulture),
        row.InputTokens.ToString(CultureInfo.InvariantCulture),
        row.OutputTokens.ToString(CultureInfo.InvariantCulture),
        row.CostUsd,
        row.UnpricedRequests.ToString(CultureInfo.InvariantCulture),
    ];
}
