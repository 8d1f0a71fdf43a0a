using System.Runtime.CompilerServices;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Tests.Config;

public sealed class ConfigDocumentTests
{
    /// <summary>The page is written by hand but for this table; when the description changes, set HEADGATE_WRITE_DOCS=1 for one run.</summary>
    [Fact]
    public void The_pages_table_of_keys_is_the_one_made_of_their_description()
    {
        string page = File.ReadAllText(Page());
        int start = page.IndexOf("| key | type |", StringComparison.Ordinal);
        int end = page.IndexOf("\n\n", start, StringComparison.Ordinal) + 1;
        if (Environment.GetEnvironmentVariable("HEADGATE_WRITE_DOCS") == "1")
            File.WriteAllText(Page(), page = page[..start] + ConfigDocument.Table() + page[end..]);
        else
            Assert.Equal(ConfigDocument.Table(), page[start..end]);
    }

    private static string Page([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "configuration.md");
}
