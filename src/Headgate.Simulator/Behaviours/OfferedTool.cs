using System.Text.Json;

namespace Headgate.Simulator.Behaviours;

/// <summary>A function the caller offers, with its arguments' schema when it gave one.</summary>
internal sealed record OfferedTool(string Name, JsonElement? Schema);
