using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Reads a <c>GenerateContentResponse</c>, whole or one chunk: https://ai.google.dev/api/generate-content#generatecontentresponse, by the types of
/// @google/genai 3.1.0, read 2026-11-22.
/// </summary>
internal static class GeminiAnswerReader
{
    private static readonly JsonPlace UsagePlace = new("$.usageMetadata");
    private static readonly JsonPlace CandidatesPlace = new("$.candidates");

    /// <summary>Reads a body.</summary>
    /// <exception cref="UnreadableException">It is not what the protocol says, or Gemini says in it that the model failed.</exception>
    public static GeminiAnswer Read(ReadOnlyMemory<byte> body, SentRequest sent)
    {
        try
        {
            JsonWalk walk = new(body);
            return Read(ref walk, sent);
        }
        catch (JsonException)
        {
            throw JsonWalk.Refuse(default, "is no JSON");
        }
    }

    private static GeminiAnswer Read(ref JsonWalk walk, SentRequest sent)
    {
        GeminiAnswer answer = new();
        ExtraList extras = new(WireProtocol.GeminiGenerateContent);
        walk.EnterObject(default);
        while (walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("candidates"u8))
            {
                answer = answer with { Candidates = ReadCandidates(ref walk, sent) };
            }
            else if (name.SequenceEqual("usageMetadata"u8))
            {
                answer = answer with { Usage = ReadUsage(ref walk, ref extras) };
            }
            else if (name.SequenceEqual("responseId"u8))
            {
                answer = answer with { Id = walk.Text(new JsonPlace("$.responseId")) };
            }
            else if (name.SequenceEqual("modelVersion"u8))
            {
                answer = answer with { Model = walk.Text(new JsonPlace("$.modelVersion")) };
            }
            else if (name.SequenceEqual("createTime"u8) && MomentOf(walk) is { } created)
            {
                walk.Skip();
                answer = answer with { Created = created };
            }
            else
            {
                JsonWalk value = walk;
                answer = answer with { IsBlocked = answer.IsBlocked || (name.SequenceEqual("promptFeedback"u8) && IsBlocked(ref value)) };
                extras.Take(name, ref walk, default);
            }
        }

        return answer with { Extras = extras.ToImmutable() };
    }

    private static DateTimeOffset? MomentOf(JsonWalk value) =>
        value.Kind == JsonTokenType.String
        && DateTimeOffset.TryParse(value.Text(new JsonPlace("$.createTime")), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;

    private static ImmutableArray<GeminiCandidate> ReadCandidates(ref JsonWalk walk, SentRequest sent)
    {
        walk.EnterArray(CandidatesPlace);
        ImmutableArray<GeminiCandidate>.Builder candidates = ImmutableArray.CreateBuilder<GeminiCandidate>();
        while (walk.NextElement())
        {
            candidates.Add(GeminiCandidateReader.Read(ref walk, candidates.Count, sent));
        }

        return candidates.ToImmutable();
    }

    // Meters that nobody knows are kept for whoever reads the losses.
    private static Usage? ReadUsage(ref JsonWalk walk, ref ExtraList extras)
    {
        JsonWalk members = walk;
        JsonCursor cursor = new(walk.Raw().Span);
        Usage? usage = GeminiUsage.Read(ref cursor);
        members.EnterObject(UsagePlace);
        while (members.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.EndsWith("TokenCount"u8) || name.EndsWith("TokensDetails"u8))
            {
                members.Skip();
            }
            else
            {
                extras.Take(name, ref members, UsagePlace);
            }
        }

        return usage;
    }

    private static bool IsBlocked(ref JsonWalk feedback)
    {
        feedback.EnterObject(new JsonPlace("$.promptFeedback"));
        while (feedback.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("blockReason"u8))
            {
                return true;
            }

            feedback.Skip();
        }

        return false;
    }
}
