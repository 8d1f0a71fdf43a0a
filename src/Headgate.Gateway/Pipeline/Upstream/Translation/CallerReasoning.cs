using System.Diagnostics.CodeAnalysis;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>One caller's part of the <see cref="ReasoningMemory"/>, for one call of a vendor.</summary>
/// <param name="memory">The memory.</param>
/// <param name="keyId">The caller's virtual key.</param>
/// <param name="endpoint">The base URL of the vendor's endpoint.</param>
/// <param name="isBound">
/// True when the model refuses thinking behind anything else than what it was thought behind: what stands before it has to be as it was, and from
/// the first part on that is left out, all others are.
/// </param>
internal sealed class CallerReasoning(ReasoningMemory memory, string keyId, Uri endpoint, bool isBound = false)
{
    private string? _sent;

    /// <summary>Keeps the thinking before a call of a tool; false when it is too large.</summary>
    public bool Keep(string callId, KeptThinking thinking) => memory.Keep(keyId, endpoint, callId, thinking with { Bound = _sent });

    /// <summary>
    /// The request with the thinking that a vendor signed put back where its answers had it. The same conversation gets the same thinking at
    /// the same places on every turn, as long as it is kept. The answer to be kept next is one to this request.
    /// </summary>
    public ChatRequest Restore(ChatRequest request, WireProtocol vendor)
    {
        List<Message>? restored = null;
        using ConversationDigest? digest = isBound ? new ConversationDigest(request.Tools) : null;
        for (int i = 0; i < request.Messages.Length; i++)
        {
            Message message = request.Messages[i];
            if (Recall(message, vendor, digest) is { Count: > 0 } recalled)
            {
                message = RecalledThinking.PutInto(message, recalled);
                restored ??= [.. request.Messages];
                restored[i] = message;
            }

            digest?.Add(message);
        }

        _sent = digest?.Current;
        return restored is null ? request : request with { Messages = [.. restored] };
    }

    /// <summary>The thinking that the vendor takes back in a message, with the number of the call that it led to; null when it holds its own.</summary>
    private List<(KeptThinking.Thought Thought, int Call)>? Recall(Message message, WireProtocol vendor, ConversationDigest? digest)
    {
        if (message.Role != Role.Assistant || message.Parts.Any(part => part is ReasoningPart { SignedBy: not null }))
        {
            return null;
        }

        List<(KeptThinking.Thought Thought, int Call)> recalled = [];
        string? before = null;
        foreach ((int number, ToolCallPart call) in message.Parts.OfType<ToolCallPart>().Index())
        {
            if (!TryRecall(call, vendor, out KeptThinking? kept))
            {
                continue;
            }

            bool fits = digest is null
                || (kept.Bound == (before ??= digest.Current) && kept.Follows == recalled.Count && RecalledThinking.HasItsPlace(kept, number, message));
            if (!fits)
            {
                break;
            }

            recalled.AddRange(kept.Thoughts.Select(thought => (thought, number)));
        }

        return recalled;
    }

    private bool TryRecall(ToolCallPart call, WireProtocol vendor, [NotNullWhen(true)] out KeptThinking? kept) =>
        memory.TryRecall(keyId, endpoint, call.Id, out kept) && kept.Thoughts[0].Part.SignedBy == vendor;
}
