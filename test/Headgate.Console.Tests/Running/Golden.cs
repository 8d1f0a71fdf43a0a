using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headgate.Console.Tests.Running;

/// <summary>Replies written by hand, in <c>Goldens/</c>.</summary>
internal static class Golden
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Matches(string name, JsonNode actual)
    {
        JsonNode expected = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", name + ".json")))!;
        if (!JsonNode.DeepEquals(expected, actual))
        {
            Assert.Equal(expected.ToJsonString(Indented), actual.ToJsonString(Indented)); // shows where they differ
            Assert.Fail("The texts are equal and the values are not.");
        }
    }
}
