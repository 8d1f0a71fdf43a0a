using System.Runtime.CompilerServices;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Translation;

public sealed class TranslationPageTests
{
    public static TheoryData<WireProtocol> Clients => [.. TranslationPage.Clients];

    /// <summary>When translation changes, set HEADGATE_WRITE_DOCS=1 for one run.</summary>
    [Theory]
    [MemberData(nameof(Clients))]
    public void A_clients_page_says_what_becomes_of_each_leaf(WireProtocol client)
    {
        string file = Path.Combine(Docs(), "translation", TranslationPage.FileOf(client));
        string page = TranslationPage.Of(client);
        if (Environment.GetEnvironmentVariable("HEADGATE_WRITE_DOCS") == "1")
            File.WriteAllText(file, page);
        else
            Assert.Equal(File.ReadAllText(file), page);
    }

    [Fact]
    public void Every_page_can_be_found()
    {
        string page = File.ReadAllText(Path.Combine(Docs(), "translation.md"));

        Assert.All(TranslationPage.Clients, client => Assert.Contains($"(translation/{TranslationPage.FileOf(client)})", page, StringComparison.Ordinal));
        Assert.Equal(
            TranslationPage.Clients.Select(TranslationPage.FileOf).Order(),
            Directory.GetFiles(Path.Combine(Docs(), "translation")).Select(file => Path.GetFileName(file)).Order());
    }

    private static string Docs([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs");
}
