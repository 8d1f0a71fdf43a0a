using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAI;

/// <summary>
/// OpenAI's <c>usage</c>, whose details are subsets of its totals, made into disjoint meters. Chat and completions count <c>prompt</c> and
/// <c>completion</c> tokens, Responses <c>input</c> and <c>output</c> tokens, transcripts have <c>input_token_details</c>; the rest is the same.
/// The cache counters that DeepSeek, Moonshot and Together have beside the totals are read too.
/// https://platform.openai.com/docs/api-reference/chat/object, https://api-docs.deepseek.com/api/create-chat-completion, read 2026-11-22.
/// </summary>
internal struct OpenAIUsage
{
    private long? _input;
    private long? _cached;
    private long? _written;
    private long? _written30m;
    private long? _written12h;
    private long? _inputAudio;
    private long? _inputImage;
    private long? _output;
    private long? _reasoning;
    private long? _outputAudio;
    private long? _outputImage;
    private long? _total;

    /// <summary>Consumes the value at the cursor; null when it is null or holds no count.</summary>
    public static Usage? Read(ref JsonCursor cursor)
    {
        if (!cursor.EnterObject())
        {
            return null;
        }

        OpenAIUsage usage = default;
        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            usage.ReadTotal(name, ref cursor);
        }

        // Voyage's embeddings tell a total only, which is all input.
        usage._input ??= usage._output is null ? usage._total : null;
        return usage._input is null && usage._output is null ? null : usage.Normalise();
    }

    private void ReadTotal(ReadOnlySpan<byte> name, ref JsonCursor cursor)
    {
        if (name.SequenceEqual("prompt_tokens"u8) || name.SequenceEqual("input_tokens"u8))
        {
            _input = cursor.Count();
        }
        else if (name.SequenceEqual("completion_tokens"u8) || name.SequenceEqual("output_tokens"u8))
        {
            _output = cursor.Count();
        }
        else if (name.SequenceEqual("total_tokens"u8))
        {
            _total = cursor.Count();
        }
        else if (name.SequenceEqual("prompt_cache_hit_tokens"u8) || name.SequenceEqual("cached_tokens"u8))
        {
            _cached = cursor.Count() ?? _cached;
        }
        else if (IsInputDetails(name))
        {
            ReadInputDetails(ref cursor);
        }
        else if (IsOutputDetails(name))
        {
            ReadOutputDetails(ref cursor);
        }
        else
        {
            cursor.Skip();
        }
    }

    private static bool IsInputDetails(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("prompt_tokens_details"u8) || name.SequenceEqual("input_tokens_details"u8) || name.SequenceEqual("input_token_details"u8);

    private static bool IsOutputDetails(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("completion_tokens_details"u8) || name.SequenceEqual("output_tokens_details"u8) || name.SequenceEqual("output_token_details"u8);

    private void ReadInputDetails(ref JsonCursor cursor)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("cached_tokens"u8))
            {
                _cached = cursor.Count() ?? _cached;
            }
            else if (name.SequenceEqual("cache_write_tokens"u8))
            {
                _written = cursor.Count();
            }
            else if (name.SequenceEqual("cache_write_tokens_details"u8))
            {
                ReadWrites(ref cursor);
            }
            else if (name.SequenceEqual("audio_tokens"u8))
            {
                _inputAudio = cursor.Count();
            }
            else if (name.SequenceEqual("image_tokens"u8))
            {
                _inputImage = cursor.Count();
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    private void ReadWrites(ref JsonCursor cursor)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("ttl_30m_tokens"u8))
            {
                _written30m = cursor.Count();
            }
            else if (name.SequenceEqual("ttl_12h_tokens"u8))
            {
                _written12h = cursor.Count();
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    private void ReadOutputDetails(ref JsonCursor cursor)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        while (cursor.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("reasoning_tokens"u8))
            {
                _reasoning = cursor.Count();
            }
            else if (name.SequenceEqual("audio_tokens"u8))
            {
                _outputAudio = cursor.Count();
            }
            else if (name.SequenceEqual("image_tokens"u8))
            {
                _outputImage = cursor.Count();
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    private readonly Usage Normalise()
    {
        long? writtenUnnamed = _written - Math.Min(_written ?? 0, (_written30m ?? 0) + (_written12h ?? 0));
        long? fresh = Rest(_input, (_cached ?? 0) + (writtenUnnamed ?? 0) + (_written30m ?? 0) + (_written12h ?? 0));
        long? audio = Within(_inputAudio, fresh);
        long? image = Within(_inputImage, Rest(fresh, audio ?? 0));
        return new Usage
        {
            InputText = Rest(fresh, (audio ?? 0) + (image ?? 0)),
            InputAudio = audio,
            InputImage = image,
            CacheRead = _cached,
            CacheWrite5m = writtenUnnamed,
            CacheWrite30m = _written30m,
            CacheWrite12h = _written12h,
            OutputText = Rest(_output, (ReasoningIsOutside ? 0 : _reasoning ?? 0) + (_outputAudio ?? 0) + (_outputImage ?? 0)),
            OutputReasoning = _reasoning,
            OutputAudio = _outputAudio,
            OutputImage = _outputImage,
        };
    }

    // xAI counts reasoning beside the completion, not in it: its total says so, and so does a completion that could not hold it.
    private readonly bool ReasoningIsOutside =>
        _reasoning > 0 && (_total == _input + _output + _reasoning || _reasoning > _output);

    private static long? Rest(long? total, long parts) => total is { } value ? Math.Max(0, value - parts) : null;

    private static long? Within(long? part, long? whole) => part is { } value && whole is { } limit ? Math.Min(value, limit) : part;
}
