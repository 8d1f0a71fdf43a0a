using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>Reads a whole answer.</summary>
internal static class OllamaResponseDecoder
{
    /// <inheritdoc cref="IEgressCodec.DecodeResponse"/>
    public static ChatResponse Decode(ReadOnlyMemory<byte> body, SentRequest sent)
    {
        OllamaLine line = OllamaLine.Read(body, sent);
        string id = OllamaAnswer.IdOf(line);
        FinishReason? finish = OllamaAnswer.FinishOf(line.DoneReason, line.Calls.Length > 0);
        return new ChatResponse
        {
            Protocol = WireProtocol.OllamaChat,
            Id = id,
            Model = line.Model,
            Created = line.Created,
            Choices = [new ChatChoice(0, [.. Parts(line, id)], finish ?? FinishReason.Stop) { Place = new JsonPlace("$.message") }],
            Usage = line.Usage,
            Losses = finish is null ? [new Loss("$.done_reason", "nobody knows this word: the answer reads as ended")] : [],
            Extras = line.Extras,
        };
    }

    private static IEnumerable<ContentPart> Parts(OllamaLine line, string id)
    {
        if (line.Thinking.Length > 0)
        {
            yield return new ReasoningPart { Text = line.Thinking, Place = new JsonPlace("$.message.thinking") };
        }

        if (line.Content.Length > 0 || line.Calls.IsEmpty)
        {
            yield return new TextPart(line.Content) { Place = new JsonPlace("$.message.content") };
        }

        for (int i = 0; i < line.Calls.Length; i++)
        {
            yield return line.Calls[i] with { Id = OllamaAnswer.CallIdOf(line.Calls[i].Id, id, i) };
        }
    }
}
