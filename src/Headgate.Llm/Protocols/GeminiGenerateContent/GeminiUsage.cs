using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// Gemini's <c>usageMetadata</c> made into disjoint meters: the prompt counts the cached tokens, the candidates do not count the thoughts.
/// https://ai.google.dev/api/generate-content#UsageMetadata, read 2026-11-22.
/// </summary>
internal struct GeminiUsage
{
    private long? _prompt;
    private long? _cached;
    private long? _candidates;
    private long? _thoughts;
    private long? _tools;
    private long? _inputAudio;
    private long? _inputImage;
    private long? _outputAudio;
    private long? _outputImage;

    /// <summary>Consumes the value at the cursor; null when it is null or holds no count.</summary>
    public static Usage? Read(ref JsonCursor cursor)
    {
        if (!cursor.EnterObject())
        {
            return null;
        }

        GeminiUsage usage = default;
        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            usage.ReadMember(name, ref cursor);
        }

        return usage._prompt is null && usage._candidates is null && usage._thoughts is null ? null : usage.Normalise();
    }

    private void ReadMember(ReadOnlySpan<byte> name, ref JsonCursor cursor)
    {
        if (name.SequenceEqual("promptTokenCount"u8))
        {
            _prompt = cursor.Count();
        }
        else if (name.SequenceEqual("cachedContentTokenCount"u8))
        {
            _cached = cursor.Count();
        }
        else if (name.SequenceEqual("candidatesTokenCount"u8))
        {
            _candidates = cursor.Count();
        }
        else if (name.SequenceEqual("thoughtsTokenCount"u8))
        {
            _thoughts = cursor.Count();
        }
        else if (name.SequenceEqual("toolUsePromptTokenCount"u8))
        {
            _tools = cursor.Count();
        }
        else if (name.SequenceEqual("promptTokensDetails"u8))
        {
            ReadModalities(ref cursor, ref _inputAudio, ref _inputImage);
        }
        else if (name.SequenceEqual("candidatesTokensDetails"u8))
        {
            ReadModalities(ref cursor, ref _outputAudio, ref _outputImage);
        }
        else
        {
            cursor.Skip();
        }
    }

    private static void ReadModalities(ref JsonCursor cursor, ref long? audio, ref long? image)
    {
        if (!cursor.EnterArray())
        {
            return;
        }

        while (cursor.NextElement())
        {
            (string? modality, long? tokens) = ReadModality(ref cursor);
            audio = modality == "AUDIO" ? tokens : audio;
            image = modality == "IMAGE" ? tokens : image;
        }
    }

    private static (string? Modality, long? Tokens) ReadModality(ref JsonCursor cursor)
    {
        (string? modality, long? tokens) = (null, null);
        bool isObject = cursor.EnterObject();
        while (isObject && cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("modality"u8))
            {
                modality = cursor.Text();
            }
            else if (name.SequenceEqual("tokenCount"u8))
            {
                tokens = cursor.Count();
            }
            else
            {
                cursor.Skip();
            }
        }

        return (modality, tokens);
    }

    private readonly Usage Normalise()
    {
        long? fresh = Rest(_prompt is null ? null : _prompt + (_tools ?? 0), _cached ?? 0);
        long? audio = Within(_inputAudio, fresh);
        long? image = Within(_inputImage, Rest(fresh, audio ?? 0));
        long? outputAudio = Within(_outputAudio, _candidates);
        long? outputImage = Within(_outputImage, Rest(_candidates, outputAudio ?? 0));
        return new Usage
        {
            InputText = Rest(fresh, (audio ?? 0) + (image ?? 0)),
            InputAudio = audio,
            InputImage = image,
            CacheRead = _cached,
            OutputText = Rest(_candidates, (outputAudio ?? 0) + (outputImage ?? 0)),
            OutputReasoning = _thoughts,
            OutputAudio = outputAudio,
            OutputImage = outputImage,
        };
    }

    private static long? Rest(long? total, long parts) => total is { } value ? Math.Max(0, value - parts) : null;

    private static long? Within(long? part, long? whole) => part is { } value && whole is { } limit ? Math.Min(value, limit) : part;
}
