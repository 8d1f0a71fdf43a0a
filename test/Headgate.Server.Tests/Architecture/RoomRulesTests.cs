using System.Text.RegularExpressions;

namespace Headgate.Server.Tests.Architecture;

public sealed partial class RoomRulesTests
{
    private const string Pipeline = "src/Headgate.Gateway/Pipeline";

    /// <summary>Folders of the pipeline that are no rooms: the values that pass, and what a vendor's answer means.</summary>
    private static readonly string[] Shared = ["Exchange", "Upstream"];

    private static string[] Rooms { get; } =
        [.. Directory.GetDirectories(Path.Combine(SourceTree.Root, Pipeline)).Select(folder => Path.GetFileName(folder)!).Except(Shared).Order(StringComparer.Ordinal)];

    [Fact]
    public void No_room_references_another() =>
        Assert.Empty(
            from room in Rooms
            from file in SourceTree.Files($"{Pipeline}/{room}")
            from other in Rooms
            where other != room && file.Lines.Any(line => line.StartsWith($"using Headgate.Gateway.Pipeline.{other}", StringComparison.Ordinal))
            select $"{file.Path} references {other}");

    [Fact]
    public void The_rooms_on_the_page_are_the_rooms_in_the_house()
    {
        string[] documented = [.. RoomRow().Matches(SourceTree.Read("docs/architecture.md")).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
        Assert.Equal(documented, Rooms);
    }

    [Fact]
    public void The_order_of_the_rooms_is_the_order_of_the_page()
    {
        string method = SourceTree.Read($"{Pipeline}/Pipeline.cs");
        string run = method[method.IndexOf("RunAsync(RequestTrace trace", StringComparison.Ordinal)..];
        string[] called = ["_authenticate.", "_admit.", "_receive.", "AdmitRoom.", "RouteRoom.", "_attempt.", "RelayRoom."];
        int[] places = [.. called.Select(call => run.IndexOf(call, StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [GeneratedRegex(@"^\| \*\*(\w+)\*\* \|", RegexOptions.Multiline)]
    private static partial Regex RoomRow();
}
