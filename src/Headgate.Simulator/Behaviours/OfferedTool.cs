using System.Text.Json;

namespace Headgate.Simulator.Behaviours;

/// <summary>A tool the caller offers, with its arguments' schema when it gave one.</summary>
internal sealed record OfferedTool(string Name, JsonElement? Schema)
{
    /// <summary>Whether it takes any text.</summary>
    public bool IsFreeform { get; init; }
}
