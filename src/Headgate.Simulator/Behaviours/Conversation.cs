using System.Text.Json;

namespace Headgate.Simulator.Behaviours;

/// <summary>What a behaviour needs to know of a request, whatever the protocol.</summary>
internal sealed record Conversation
{
    /// <summary>The texts to answer: the last user text; a completion has one per prompt.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = [""];

    /// <summary>How the answer begins, where the caller gives its beginning: it goes on from there. Empty when it is the model's to begin.</summary>
    public string Begun { get; init; } = "";

    /// <summary>Answers wanted for each prompt.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>Images in the whole conversation.</summary>
    public int Images { get; init; }

    /// <summary>What the tools answered since the user last spoke, or null.</summary>
    public string? ToolResult { get; init; }

    public int InputTokens { get; init; }

    public IReadOnlyList<OfferedTool> Tools { get; init; } = [];

    public bool ToolsForbidden { get; init; }

    public bool OneToolCallAtMost { get; init; }

    /// <summary>Whether the caller wants a tool called, whatever the model would rather do.</summary>
    public bool ToolForced { get; init; }

    /// <summary>Which one it wants, or null.</summary>
    public string? ForcedTool { get; init; }

    public bool WantsJson { get; init; }

    /// <summary>The schema that the <c>json</c> behaviour's instance must fit, when the caller gave one.</summary>
    public JsonElement? Schema { get; init; }

    public bool ReasoningOff { get; init; }

    /// <summary>Whether any model thinks first, not only one that does so by itself.</summary>
    public bool ReasoningDemanded { get; init; }

    public int? MaxOutputTokens { get; init; }

    public IReadOnlyList<string> StopSequences { get; init; } = [];

    public bool IncludeUsage { get; init; }
}
