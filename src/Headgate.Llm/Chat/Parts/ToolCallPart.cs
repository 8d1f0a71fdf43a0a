namespace Headgate.Llm.Chat.Parts;

/// <summary>The model calls a tool.</summary>
/// <param name="Id">The call's id, which its result names.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">The arguments as JSON text in UTF-8, as the model wrote them: a vendor may send what is no JSON.</param>
public sealed record ToolCallPart(string Id, string Name, ReadOnlyMemory<byte> Arguments) : ContentPart
{
    /// <summary>True when the arguments are any text, for a <see cref="Tool.Freeform"/>.</summary>
    public bool IsFreeform { get; init; }
}
