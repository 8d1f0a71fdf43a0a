using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Gemini's <c>usageMetadata</c>. The prompt's count holds the cached tokens and leaves out what its own tools read; the candidates' leaves out
/// the thoughts. In a stream every chunk tells the whole so far: the last counts.
/// https://ai.google.dev/api/generate-content#UsageMetadata, by the types of @google/genai 3.1.0, read 2026-11-22.
/// </summary>
internal ref struct GeminiUsage
{
    private long? _prompt;
    private long? _ofTools;
    private long? _cached;
    private long? _candidates;
    private long? _thoughts;
    private Modalities _input;
    private Modalities _inputOfTools;
    private Modalities _inputCached;
    private Modalities _output;
    private string? _tier;

    /// <summary>Consumes the value at the cursor; null when there is none in it.</summary>
    public static Usage? Read(ref JsonCursor cursor) => Read(ref cursor, out _);

    /// <summary>The same with the class of service, as <c>trafficType</c> names it; null when it is not said.</summary>
    public static Usage? Read(ref JsonCursor cursor, out string? tier)
    {
        GeminiUsage counts = default;
        if (cursor.EnterObject())
        {
            while (cursor.NextMember(out ReadOnlySpan<byte> name))
            {
                counts.ReadMember(name, ref cursor);
            }
        }

        tier = counts._tier;
        return counts is { _prompt: null, _candidates: null, _thoughts: null } ? null : counts.Normalise();
    }

    private void ReadMember(ReadOnlySpan<byte> name, ref JsonCursor value)
    {
        if (name.SequenceEqual("promptTokenCount"u8))
        {
            _prompt = value.Count();
        }
        else if (name.SequenceEqual("toolUsePromptTokenCount"u8))
        {
            _ofTools = value.Count();
        }
        else if (name.SequenceEqual("cachedContentTokenCount"u8))
        {
            _cached = value.Count();
        }
        else if (name.SequenceEqual("candidatesTokenCount"u8))
        {
            _candidates = value.Count();
        }
        else if (name.SequenceEqual("thoughtsTokenCount"u8))
        {
            _thoughts = value.Count();
        }
        else if (name.SequenceEqual("promptTokensDetails"u8))
        {
            _input = Modalities.Read(ref value);
        }
        else if (name.SequenceEqual("toolUsePromptTokensDetails"u8))
        {
            _inputOfTools = Modalities.Read(ref value);
        }
        else if (name.SequenceEqual("cacheTokensDetails"u8))
        {
            _inputCached = Modalities.Read(ref value);
        }
        else if (name.SequenceEqual("candidatesTokensDetails"u8))
        {
            _output = Modalities.Read(ref value);
        }
        else if (name.SequenceEqual("trafficType"u8))
        {
            _tier = Tier(value.Word());
        }
        else
        {
            value.Skip();
        }
    }

    private readonly Usage Normalise()
    {
        long? image = Fresh(_input.Image, _inputOfTools.Image, _inputCached.Image);
        long? audio = Fresh(_input.Audio, _inputOfTools.Audio, _inputCached.Audio);
        return new Usage
        {
            InputText = Rest(Fresh(_prompt, _ofTools, _cached), image, audio),
            InputImage = image,
            InputAudio = audio,
            CacheRead = _cached,
            OutputText = Rest(_candidates, _output.Image, _output.Audio),
            OutputImage = _output.Image,
            OutputAudio = _output.Audio,
            OutputReasoning = _thoughts,
        };
    }

    // ON_DEMAND, ON_DEMAND_FLEX, ON_DEMAND_PRIORITY, PROVISIONED_THROUGHPUT
    private static string? Tier(ReadOnlySpan<byte> traffic) =>
        ServiceTiers.Name(traffic.StartsWith("ON_DEMAND_"u8) ? traffic["ON_DEMAND_"u8.Length..] : traffic);

    private static long? Fresh(long? prompt, long? ofTools, long? cached) =>
        prompt is null && ofTools is null ? null : Math.Max(0, (prompt ?? 0) + (ofTools ?? 0) - (cached ?? 0));

    private static long? Rest(long? all, long? image, long? audio) => all is { } count ? Math.Max(0, count - (image ?? 0) - (audio ?? 0)) : null;

    /// <summary>The tokens that are not text, where they are told apart; what has no meter of its own counts as text.</summary>
    private readonly record struct Modalities(long? Image, long? Audio)
    {
        public static Modalities Read(ref JsonCursor details)
        {
            Modalities seen = default;
            if (details.EnterArray())
            {
                while (details.NextElement())
                {
                    seen = seen.With(ref details);
                }
            }

            return seen;
        }

        private Modalities With(ref JsonCursor detail)
        {
            ReadOnlySpan<byte> modality = default;
            long? count = null;
            if (!detail.EnterObject())
            {
                return this;
            }

            while (detail.NextMember(out ReadOnlySpan<byte> name))
            {
                if (name.SequenceEqual("modality"u8))
                {
                    modality = detail.Word();
                }
                else if (name.SequenceEqual("tokenCount"u8))
                {
                    count = detail.Count();
                }
                else
                {
                    detail.Skip();
                }
            }

            return modality.SequenceEqual("IMAGE"u8) ? this with { Image = (Image ?? 0) + (count ?? 0) }
                : modality.SequenceEqual("AUDIO"u8) ? this with { Audio = (Audio ?? 0) + (count ?? 0) }
                : this;
        }
    }
}
