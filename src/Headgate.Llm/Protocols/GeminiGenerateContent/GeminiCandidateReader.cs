using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Reads one candidate: https://ai.google.dev/api/generate-content#candidate, read 2026-11-22.</summary>
internal static class GeminiCandidateReader
{
    /// <summary>Consumes the candidate.</summary>
    public static GeminiCandidate Read(ref JsonWalk walk, int position, SentRequest sent)
    {
        JsonPlace place = new("$.candidates[{0}]", position);
        ExtraList extras = new(WireProtocol.GeminiGenerateContent);
        GeminiCandidate candidate = new(position, [], HasEnded: false, Finish: null, place, []);
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("content"u8))
            {
                candidate = candidate with { Parts = ReadContent(ref walk, position, sent, ref extras) };
            }
            else if (name.SequenceEqual("finishReason"u8))
            {
                candidate = candidate with { HasEnded = true, Finish = ReadFinish(ref walk, place, ref extras) };
            }
            else if (name.SequenceEqual("index"u8))
            {
                candidate = candidate with { Index = (int)Math.Clamp(walk.Whole(place.Member("index")), 0, int.MaxValue) };
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }

        return candidate with { Extras = extras.ToImmutable() };
    }

    private static ImmutableArray<ContentPart> ReadContent(ref JsonWalk walk, int candidate, SentRequest sent, ref ExtraList extras)
    {
        JsonPlace place = new("$.candidates[{0}].content", candidate);
        ImmutableArray<ContentPart>.Builder parts = ImmutableArray.CreateBuilder<ContentPart>();
        walk.EnterObject(place);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("parts"u8))
            {
                ReadParts(ref walk, candidate, sent, parts);
            }
            else if (name.SequenceEqual("role"u8))
            {
                walk.Skip(); // always the model's
            }
            else
            {
                extras.Take(name, ref walk, place);
            }
        }

        return parts.ToImmutable();
    }

    private static void ReadParts(ref JsonWalk walk, int candidate, SentRequest sent, ImmutableArray<ContentPart>.Builder parts)
    {
        walk.EnterArray(new JsonPlace("$.candidates[{0}].content.parts", candidate));
        for (int i = 0; walk.NextElement(); i++)
        {
            Add(GeminiPartReader.Read(ref walk, new JsonPlace("$.candidates[{0}].content.parts[{1}]", candidate, i), sent), parts);
        }
    }

    // What signs a part signs the thoughts before it: told as one, they are thinking as other vendors sign it.
    private static void Add(ImmutableArray<ContentPart> read, ImmutableArray<ContentPart>.Builder parts)
    {
        if (read is [ReasoningPart { Text: "", Signature: not null } signed, ..] && parts is [.., ReasoningPart { Signature: null } thought])
        {
            parts[^1] = thought with { Signature = signed.Signature, SignedBy = signed.SignedBy, SignaturePlace = signed.SignaturePlace };
            read = read[1..];
        }

        parts.AddRange(read);
    }

    private static FinishReason? ReadFinish(ref JsonWalk walk, JsonPlace candidate, ref ExtraList extras)
    {
        string word = walk.Text(candidate.Member("finishReason"));
        if (GeminiFinish.IsFault(word))
        {
            throw JsonWalk.Refuse(candidate.Member("finishReason"), $"is {word}: the model failed");
        }

        FinishReason? reason = GeminiFinish.Read(word);
        if (reason is null)
        {
            extras.Take("finishReason"u8, ref walk, candidate);
        }

        return reason;
    }
}
