using System.Text;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>A call of a streamed answer whose arguments are still coming.</summary>
/// <param name="number">Its number within the choice.</param>
/// <param name="id">Its id.</param>
/// <param name="name">The tool.</param>
internal sealed class GeminiOpenCall(int number, string id, string name)
{
    /// <summary>Its number within the choice.</summary>
    public int Number => number;

    /// <summary>The arguments so far.</summary>
    public StringBuilder Arguments { get; } = new();

    /// <summary>The call, whole.</summary>
    public ToolCallPart ToPart() => new(id, name, Encoding.UTF8.GetBytes(Arguments.ToString()));
}
