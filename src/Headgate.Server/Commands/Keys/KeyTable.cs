using System.Globalization;
using Headgate.Console.Operations.Keys;

namespace Headgate.Server.Commands.Keys;

/// <summary>Keys as people read them.</summary>
internal static class KeyTable
{
    private static readonly string[] Head = ["NAME", "ID", "MODELS", "RPM", "TPM", "CONCURRENT", "BUDGET", "EXPIRES", "SOURCE"];

    /// <summary>A key with its new secret.</summary>
    public static void WriteIssued(KeyView key, TextWriter output)
    {
        output.WriteLine($"{key.Name} ({key.Id})");
        output.WriteLine($"  {key.Secret}");
        output.WriteLine("This secret is shown once.");
        if (key.GraceUntil is { } until)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The old one works until {until:yyyy-MM-dd HH:mm'Z'}."));
        }
    }

    /// <summary>A key that is no more.</summary>
    public static void WriteRevoked(KeyView key, TextWriter output) => output.WriteLine($"Revoked {key.Name} ({key.Id}).");

    /// <summary>All keys, a line each.</summary>
    public static void WriteList(IReadOnlyList<KeyView> keys, TextWriter output) => TextTable.Write([Head, .. keys.Select(Row)], output);

    private static string[] Row(KeyView key) =>
    [
        key.Name,
        key.Id,
        string.Join(',', key.Models),
        key.RequestsPerMinute?.ToString(CultureInfo.InvariantCulture) ?? "-",
        key.TokensPerMinute?.ToString(CultureInfo.InvariantCulture) ?? "-",
        key.Concurrent?.ToString(CultureInfo.InvariantCulture) ?? "-",
        key.Budget is { } budget ? $"{budget.Usd}/{budget.Period}" : "-",
        key.Expires?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "-",
        key.Source.ToString().ToLowerInvariant(),
    ];
}
