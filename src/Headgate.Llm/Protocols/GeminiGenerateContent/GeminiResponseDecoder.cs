using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Reads a whole answer into the hub.</summary>
internal static class GeminiResponseDecoder
{
    /// <inheritdoc cref="IEgressCodec.DecodeResponse"/>
    public static ChatResponse Decode(ReadOnlyMemory<byte> body, SentRequest sent)
    {
        GeminiAnswer answer = GeminiAnswerReader.Read(body, sent);
        if (answer.Candidates.IsEmpty && !answer.IsBlocked)
        {
            throw JsonWalk.Refuse(new JsonPlace("$.candidates"), "is missing or empty");
        }

        return new ChatResponse
        {
            Protocol = WireProtocol.GeminiGenerateContent,
            Id = answer.Id,
            Model = answer.Model,
            Created = answer.Created,
            Choices = answer.Candidates.IsEmpty
                ? [new ChatChoice(0, [], FinishReason.ContentFilter)]
                : [.. answer.Candidates.Select(candidate => ToChoice(candidate, answer.Id))],
            Usage = answer.Usage,
            Extras = answer.Extras,
        };
    }

    private static ChatChoice ToChoice(GeminiCandidate candidate, string? answerId) =>
        new(candidate.Index, candidate.PartsWithIds(answerId, callsBefore: 0), GeminiCandidate.Settle(candidate.Finish, candidate.HasCalls))
        {
            Place = candidate.Place,
            Extras = candidate.Extras,
        };
}
