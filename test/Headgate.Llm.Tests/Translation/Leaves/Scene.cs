using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Headgate.Llm.Tests.Translation.Json;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>A body in which some leaves make sense, and these leaves.</summary>
/// <param name="Name">What it shows, in a few words.</param>
/// <param name="Body">The body. Every leaf's parent is in it, and often the leaf too.</param>
/// <param name="Leaves">The leaves tried here.</param>
internal sealed record Scene(string Name, string Body, ImmutableArray<Leaf> Leaves)
{
    /// <summary>The body with one leaf set.</summary>
    public string With(Leaf leaf, LeafValue value)
    {
        JsonNode body = JsonNode.Parse(Body)!;
        JsonPath.Set(body, leaf.Path, JsonNode.Parse(value.Json));
        return body.ToJsonString();
    }

    /// <summary>What the leaf at a path is tried with.</summary>
    public IEnumerable<(Leaf Leaf, LeafValue Value)> ValuesAt(string path) =>
        Leaves.Where(leaf => leaf.Path == path).SelectMany(leaf => leaf.Values.Select(value => (leaf, value)));
}
