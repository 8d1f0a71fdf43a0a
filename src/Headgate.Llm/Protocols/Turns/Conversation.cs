using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.Turns;

/// <summary>A conversation as Anthropic and others have it: instructions apart from the messages.</summary>
/// <param name="System">The instructions; empty when there are none.</param>
/// <param name="Messages">The messages of the roles user, assistant and system, in order.</param>
internal sealed record Conversation(ImmutableArray<ContentPart> System, ImmutableArray<Message> Messages)
{
    /// <summary>
    /// True when the model is in the midst of calling tools, and the turn with its calls does not begin with thinking that its vendor signed.
    /// </summary>
    public bool HasUnthoughtCalls =>
        (Messages is [.. var before, { Role: Role.System }] ? before : Messages)
            is [.., { Role: Role.Assistant } calling, { Role: Role.User } answering]
        && answering.Parts is [ToolResultPart, ..]
        && calling.Parts is not [ReasoningPart, ..];

    /// <summary>True when the last message is the beginning of the answer.</summary>
    public bool EndsInPrefill => Messages is [.., { Role: Role.Assistant }];

    /// <summary>The tools that have been called, each once. Of what they take nothing is known but that it is an object.</summary>
    public ImmutableArray<Tool> CalledTools =>
        [.. Messages.SelectMany(message => message.Parts).OfType<ToolCallPart>().Select(call => call.Name).Distinct().Select(name => new Tool.Function(name))];
}
