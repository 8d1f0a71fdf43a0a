using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>One caller's part of the <see cref="ReasoningMemory"/>, at one vendor.</summary>
/// <param name="memory">The memory.</param>
/// <param name="keyId">The caller's virtual key.</param>
/// <param name="endpoint">The base URL of the vendor's endpoint.</param>
internal sealed class CallerReasoning(ReasoningMemory memory, string keyId, Uri endpoint)
{
    /// <summary>Keeps the thinking before a call of a tool; false when it is too large.</summary>
    public bool Keep(string callId, ImmutableArray<ReasoningPart> thinking) => memory.Keep(keyId, endpoint, callId, thinking);

    /// <summary>
    /// The request with the thinking that a vendor signed put back before its calls of tools. The same conversation gets the same thinking at
    /// the same places on every turn, as long as it is kept.
    /// </summary>
    public ChatRequest Restore(ChatRequest request, WireProtocol vendor)
    {
        ImmutableArray<Message>.Builder? restored = null;
        for (int i = 0; i < request.Messages.Length; i++)
        {
            if (Restore(request.Messages[i], vendor) is { } message)
            {
                restored ??= request.Messages.ToBuilder();
                restored[i] = message;
            }
        }

        return restored is null ? request : request with { Messages = restored.MoveToImmutable() };
    }

    /// <summary>The message with its thinking; null when there is none to put back.</summary>
    private Message? Restore(Message message, WireProtocol vendor)
    {
        if (message.Role != Role.Assistant || message.Parts.Any(part => part is ReasoningPart { SignedBy: not null }))
        {
            return null;
        }

        List<ContentPart>? parts = null;
        int calls = 0;
        for (int i = 0; i < message.Parts.Length; i++)
        {
            if (message.Parts[i] is ToolCallPart call)
            {
                calls++;
                if (memory.TryRecall(keyId, endpoint, call.Id, out IReadOnlyList<ReasoningPart>? thinking) && thinking[0].SignedBy == vendor)
                {
                    // A vendor wants a turn that thought to begin with its thinking; what was thought between two calls stays between them.
                    parts ??= [.. message.Parts[..i].Where(IsKept)];
                    parts.InsertRange(calls == 1 ? 0 : parts.Count, thinking.Select(part => part with { Place = message.Place }));
                }
            }

            if (IsKept(message.Parts[i]))
            {
                parts?.Add(message.Parts[i]);
            }
        }

        return parts is null ? null : message with { Parts = [.. parts] };
    }

    /// <summary>Unsigned thinking is what the client was shown of the signed, and would be said twice.</summary>
    private static bool IsKept(ContentPart part) => part is not ReasoningPart { SignedBy: null };
}
