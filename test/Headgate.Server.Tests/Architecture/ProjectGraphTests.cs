using System.Xml.Linq;

namespace Headgate.Server.Tests.Architecture;

public sealed class ProjectGraphTests
{
    private static readonly string[] DatabaseDrivers = ["Microsoft.Data.Sqlite", "Npgsql", "StackExchange.Redis", "Dapper"];

    /// <summary>What each project may reference: the table of docs/architecture.md.</summary>
    public static TheoryData<string, string[], bool, bool> Table => new()
    {
        { "Llm", [], false, false },
        { "Gateway", ["Llm"], false, false },
        { "Storage", ["Llm", "Gateway"], false, true },
        { "Console", ["Llm", "Gateway"], true, false },
        { "Simulator", [], true, false },
        { "Server", ["Llm", "Gateway", "Storage", "Console", "Simulator"], true, false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void References_only_what_the_table_allows(string project, string[] projects, bool web, bool database)
    {
        XDocument file = XDocument.Parse(SourceTree.Read($"src/Headgate.{project}/Headgate.{project}.csproj"));
        string[] references = Includes(file, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path).Replace("Headgate.", "", StringComparison.Ordinal)).ToArray();
        string[] packages = [.. Includes(file, "PackageReference")];

        Assert.Empty(references.Except(projects));
        Assert.True(web || !UsesWeb(file, packages), $"Headgate.{project} must not reference ASP.NET.");
        Assert.True(database || !packages.Intersect(DatabaseDrivers).Any(), $"Headgate.{project} must not reference a database driver.");
    }

    [Fact]
    public void The_table_names_every_project_under_src() =>
        Assert.Equal(
            Directory.GetDirectories(Path.Combine(SourceTree.Root, "src")).Select(folder => Path.GetFileName(folder)!.Replace("Headgate.", "", StringComparison.Ordinal)).Order(),
            Table.Select(row => row.Data.Item1).Order());

    private static IEnumerable<string> Includes(XDocument file, string element) =>
        file.Descendants(element).Select(reference => reference.Attribute("Include")!.Value);

    private static bool UsesWeb(XDocument file, string[] packages) =>
        file.Root!.Attribute("Sdk")!.Value == "Microsoft.NET.Sdk.Web"
        || Includes(file, "FrameworkReference").Contains("Microsoft.AspNetCore.App")
        || packages.Any(package => package.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
}
