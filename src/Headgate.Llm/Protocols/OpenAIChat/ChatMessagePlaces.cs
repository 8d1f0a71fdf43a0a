using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>Where a message stands, and what is in it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Part">A part of its content, the first.</param>
/// <param name="Call">A call of a tool, the first.</param>
internal readonly record struct ChatMessagePlaces(JsonPlace Message, JsonPlace Part, JsonPlace Call);
