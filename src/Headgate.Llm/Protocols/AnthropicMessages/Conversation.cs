using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>A conversation as this protocol has it: instructions apart from the messages.</summary>
/// <param name="System">The instructions; empty when there are none.</param>
/// <param name="Messages">The messages of the roles user, assistant and system, in order.</param>
internal sealed record Conversation(ImmutableArray<ContentPart> System, ImmutableArray<Message> Messages)
{
    /// <summary>The conversation as its client wrote it, in this very protocol. Only thinking that nobody signed is left out.</summary>
    public static Conversation AsWritten(ChatRequest request, LossList losses)
    {
        PartSieve sieve = new(losses);
        bool hasSystem = request.Messages is [{ Role: Role.System }, ..];
        return new Conversation(
            hasSystem ? request.Messages[0].Parts : [],
            [.. request.Messages.Skip(hasSystem ? 1 : 0).Select(message => message with { Parts = [.. message.Parts.Where(sieve.IsOwnOrNoReasoning)] })]);
    }

    /// <summary>True when the model is in the midst of calling tools, and the turn with its calls has no thinking that Anthropic signed.</summary>
    public bool HasUnthoughtCalls =>
        Messages is [.., { Role: Role.Assistant } calling, { Role: Role.User } answering]
        && answering.Parts is [ToolResultPart, ..]
        && !calling.Parts.Any(part => part is ReasoningPart);
}
