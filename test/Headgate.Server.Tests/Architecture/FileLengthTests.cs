namespace Headgate.Server.Tests.Architecture;

public sealed class FileLengthTests
{
    private const int Longest = 300;
    private const int LongestLine = 160;

    /// <summary>Files that may be longer, each with its reason. The list may only shrink.</summary>
    private static readonly Dictionary<string, string> Exceptions = [];

    [Fact]
    public void No_file_under_src_passes_300_lines() =>
        Assert.Empty(SourceTree.Files("src").Where(file => file.Lines.Length > Longest && !Exceptions.ContainsKey(file.Path)).Select(file => $"{file.Path}: {file.Lines.Length}"));

    [Fact]
    public void No_exception_is_kept_that_is_not_needed() =>
        Assert.Empty(Exceptions.Keys.Except(SourceTree.Files("src").Where(file => file.Lines.Length > Longest).Select(file => file.Path)));

    [Fact]
    public void No_line_under_src_is_wider_than_a_screen() =>
        Assert.Empty(
            from file in SourceTree.Files("src")
            from line in file.Lines.Index()
            where line.Item.Length > LongestLine
            select $"{file.Path}:{line.Index + 1}");
}
