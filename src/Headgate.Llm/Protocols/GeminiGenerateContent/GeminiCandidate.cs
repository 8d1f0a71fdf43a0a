using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>One answer, or what one chunk of a stream adds to it.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Parts">What it says. Calls that Gemini gave no id have an empty one.</param>
/// <param name="HasEnded">True when it says why it ended.</param>
/// <param name="Finish">Why; null when it has not ended, or nobody knows the word.</param>
/// <param name="Place">Where it stood.</param>
/// <param name="Extras">Members that only this protocol knows.</param>
internal sealed record GeminiCandidate(
    int Index, ImmutableArray<ContentPart> Parts, bool HasEnded, FinishReason? Finish, JsonPlace Place, ImmutableArray<Extra> Extras)
{
    /// <summary>True when it calls a tool.</summary>
    public bool HasCalls => Parts.Any(part => part is ToolCallPart);

    /// <summary>The parts, with ids for the calls that have none.</summary>
    /// <param name="answerId">The vendor's id of the answer.</param>
    /// <param name="callsBefore">How many calls this candidate has made in earlier chunks.</param>
    public ImmutableArray<ContentPart> PartsWithIds(string? answerId, int callsBefore)
    {
        int calls = callsBefore;
        return [.. Parts.Select(part => part is ToolCallPart call ? WithId(call, answerId, calls++) : part)];
    }

    /// <summary>Why it ended, as what it said bears out: Gemini ends calls of tools with <c>STOP</c>.</summary>
    public static FinishReason Settle(FinishReason? reason, bool hasCalls) =>
        (reason ?? FinishReason.Stop) is var given && given == FinishReason.Stop && hasCalls ? FinishReason.ToolCalls : given;

    private ToolCallPart WithId(ToolCallPart call, string? answerId, int number) =>
        call.Id.Length > 0 ? call : call with { Id = GeminiCallId.Of(answerId, Index, number) };
}
