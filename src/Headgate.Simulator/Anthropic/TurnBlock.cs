using System.Text.Json;

namespace Headgate.Simulator.Anthropic;

/// <summary>A content block, or a message's text in the place of one.</summary>
internal sealed record TurnBlock(string Path, string Type, JsonElement Json);
