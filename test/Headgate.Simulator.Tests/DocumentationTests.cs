using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Tests;

public sealed class DocumentationTests
{
    [Fact]
    public void Explains_every_word_of_the_vocabulary()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(root!.FullName, "Headgate.slnx")))
            root = root.Parent;
        var page = File.ReadAllText(System.IO.Path.Combine(root.FullName, "docs", "simulator.md"));
        Assert.All(Vocabulary.Words, word => Assert.Contains($"| `{word.Example}` |", page, StringComparison.Ordinal));
    }
}
