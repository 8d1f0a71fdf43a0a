using System.Runtime.CompilerServices;

namespace Headgate.Llm.Tests.Translation;

public sealed class TranslationPageTests
{
    /// <summary>The page is written by hand but for its tables; when translation changes, set HEADGATE_WRITE_DOCS=1 for one run.</summary>
    [Fact]
    public void The_pages_tables_say_what_becomes_of_each_leaf()
    {
        string page = File.ReadAllText(Page());
        foreach ((string title, string table) in TranslationPage.Tables)
        {
            int start = page.IndexOf("| in | member |", page.IndexOf($"## {title}\n", StringComparison.Ordinal), StringComparison.Ordinal);
            int end = page.IndexOf("\n\n", start, StringComparison.Ordinal) is var blank and > 0 ? blank + 1 : page.Length;
            if (Environment.GetEnvironmentVariable("HEADGATE_WRITE_DOCS") == "1")
            {
                page = page[..start] + table + page[end..];
                File.WriteAllText(Page(), page);
            }
            else
            {
                Assert.Equal(table, page[start..end]);
            }
        }
    }

    private static string Page([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "translation.md");
}
