using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.Turns;

/// <summary>A conversation as Anthropic and others have it: instructions apart from the messages.</summary>
/// <param name="System">The instructions; empty when there are none.</param>
/// <param name="Messages">The messages of the roles user, assistant and system, in order.</param>
internal sealed record Conversation(ImmutableArray<ContentPart> System, ImmutableArray<Message> Messages)
{
    /// <summary>True when the model is in the midst of calling tools, and began its turn without thinking that its vendor signed.</summary>
    public bool HasUnthoughtCalls
    {
        get
        {
            CallingTurn turn = new();
            foreach (Message message in Messages)
            {
                if (message.Role == Role.Assistant)
                {
                    turn.AddAssistant(message.Parts is [ReasoningPart, ..]);
                }
                else
                {
                    turn.AddOther(message.Parts is [ToolResultPart, ..]);
                }
            }

            return turn.IsUnthought;
        }
    }

    /// <summary>True when the last message is the beginning of the answer.</summary>
    public bool EndsInPrefill => Messages is [.., { Role: Role.Assistant }];

    /// <summary>The tools that have been called, each once. Of what they take nothing is known but that it is an object.</summary>
    public ImmutableArray<Tool> CalledTools =>
        [.. Messages.SelectMany(message => message.Parts).OfType<ToolCallPart>().Select(call => call.Name).Distinct().Select(name => new Tool.Function(name))];
}
