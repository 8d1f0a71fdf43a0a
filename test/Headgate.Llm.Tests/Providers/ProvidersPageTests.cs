using System.Globalization;
using System.Text;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Tests.Providers;

/// <summary>docs/providers.md lists the rows of providers.json. HEADGATE_WRITE_DOCS=1 writes the list anew.</summary>
public sealed class ProvidersPageTests
{
    private const string Begin = "<!-- made from providers.json -->\n";

    [Fact]
    public void The_page_lists_each_vendor()
    {
        string path = Path.Combine(Root(), "docs", "providers.md");
        string page = File.ReadAllText(path);
        string expected = page[..(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Table();
        if (Environment.GetEnvironmentVariable("HEADGATE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, expected);
            return;
        }

        Assert.Equal(expected, page);
    }

    private static string Table()
    {
        StringBuilder table = new();
        foreach (bool verified in new[] { true, false })
        {
            table.Append(CultureInfo.InvariantCulture, $"\n## {(verified ? "Read from the vendor's pages" : "In part common knowledge")}\n\n");
            table.Append("| type | base URL | variable | protocols | rehearsed | source |\n|---|---|---|---|---|---|\n");
            foreach (VendorRow row in ProviderCatalog.Rows.Where(row => row.Verified == verified))
            {
                table.Append(CultureInfo.InvariantCulture, $"| `{row.Type}` | {Address(row)} | {Code(row.KeyVariable)} | {Protocols(row)} | {(row.Rehearsed ? "yes" : "")} | {row.Source} |\n");
            }
        }

        return table.ToString();
    }

    private static string Address(VendorRow row) =>
        row.BaseUrl is { } url ? Code(url.OriginalString) : row.UrlPattern is { } pattern ? $"yours: {Code(pattern)}" : "yours";

    private static string Protocols(VendorRow row) => string.Join(", ", row.Protocols.Select(protocol => NativeProtocols.Get(protocol).Name));

    private static string Code(string? text) => text is null ? "" : $"`{text}`";

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Headgate.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
