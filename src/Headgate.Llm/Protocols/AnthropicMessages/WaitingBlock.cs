using System.Text;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>A block that has begun while a call is still open, and is written after it.</summary>
/// <param name="kind">Text, thinking or a call.</param>
internal sealed class WaitingBlock(BlockKind kind)
{
    /// <summary>Text, thinking or a call.</summary>
    public BlockKind Kind => kind;

    /// <summary>The call's number; −1 when it is none.</summary>
    public int Call { get; init; } = -1;

    /// <summary>The call's id.</summary>
    public string Id { get; init; } = "";

    /// <summary>The tool called.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it says so far: text, thinking, arguments, redacted thinking.</summary>
    public StringBuilder Text { get; } = new();

    /// <summary>The signature of the thinking; null when nobody signed.</summary>
    public string? Signature { get; set; }
}
