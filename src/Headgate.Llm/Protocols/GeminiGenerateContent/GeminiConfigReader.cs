using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.Gemini;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Reads <c>generationConfig</c>: https://ai.google.dev/api/generate-content#generationconfig, read 2026-11-22.</summary>
internal sealed class GeminiConfigReader
{
    private static readonly JsonPlace Place = new("$.generationConfig");

    private readonly GeminiFormReader _form = new();
    private ChatRequest _settings = new() { Protocol = WireProtocol.GeminiGenerateContent, Model = "", Messages = [] };

    /// <summary>Takes the value; members that the hub has no place for become extras.</summary>
    public void Read(ref JsonWalk walk, ref ExtraList extras)
    {
        walk.EnterObject(Place);
        while (walk.NextGiven(out ReadOnlySpan<byte> written))
        {
            ReadOnlySpan<byte> name = GeminiName.Of(written);
            if (!TryReadSampling(name, in walk) && !TryReadBounds(name, ref walk) && !_form.TryRead(name, ref walk))
            {
                extras.Take(written, ref walk, Place);
            }
        }
    }

    /// <summary>The request with what was read.</summary>
    public ChatRequest ApplyTo(ChatRequest request) => request with
    {
        Temperature = _settings.Temperature,
        TopP = _settings.TopP,
        TopK = _settings.TopK,
        Seed = _settings.Seed,
        PresencePenalty = _settings.PresencePenalty,
        FrequencyPenalty = _settings.FrequencyPenalty,
        MaxOutputTokens = _settings.MaxOutputTokens,
        Choices = _settings.Choices,
        Stop = _settings.Stop,
        LogProbabilities = _settings.LogProbabilities,
        TopLogProbabilities = _settings.TopLogProbabilities,
        Reasoning = _settings.Reasoning,
        Format = _form.Format,
        Extras = [.. request.Extras, .. _form.Extras],
    };

    private bool TryReadSampling(ReadOnlySpan<byte> name, in JsonWalk walk)
    {
        if (name.SequenceEqual("temperature"u8))
        {
            _settings = _settings with { Temperature = Number(walk, "$.generationConfig.temperature") };
        }
        else if (name.SequenceEqual("topP"u8))
        {
            _settings = _settings with { TopP = Number(walk, "$.generationConfig.topP") };
        }
        else if (name.SequenceEqual("topK"u8))
        {
            _settings = _settings with { TopK = Whole(walk, "$.generationConfig.topK") };
        }
        else if (name.SequenceEqual("seed"u8))
        {
            _settings = _settings with { Seed = Whole(walk, "$.generationConfig.seed") };
        }
        else if (name.SequenceEqual("presencePenalty"u8))
        {
            _settings = _settings with { PresencePenalty = Number(walk, "$.generationConfig.presencePenalty") };
        }
        else if (name.SequenceEqual("frequencyPenalty"u8))
        {
            _settings = _settings with { FrequencyPenalty = Number(walk, "$.generationConfig.frequencyPenalty") };
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool TryReadBounds(ReadOnlySpan<byte> name, ref JsonWalk walk)
    {
        if (name.SequenceEqual("maxOutputTokens"u8))
        {
            _settings = _settings with { MaxOutputTokens = Whole(walk, "$.generationConfig.maxOutputTokens") };
        }
        else if (name.SequenceEqual("candidateCount"u8))
        {
            _settings = _settings with { Choices = Whole(walk, "$.generationConfig.candidateCount") };
        }
        else if (name.SequenceEqual("stopSequences"u8))
        {
            _settings = _settings with { Stop = ReadStop(ref walk) };
        }
        else if (name.SequenceEqual("responseLogprobs"u8))
        {
            Given<bool> isAsked = new(walk.Flag(Place, "responseLogprobs"), "$.generationConfig.responseLogprobs");
            _settings = _settings with { LogProbabilities = isAsked };
        }
        else if (name.SequenceEqual("logprobs"u8))
        {
            _settings = _settings with { TopLogProbabilities = Whole(walk, "$.generationConfig.logprobs") };
        }
        else if (name.SequenceEqual("thinkingConfig"u8))
        {
            _settings = _settings with { Reasoning = GeminiThinkingReader.Read(ref walk) };
        }
        else
        {
            return false;
        }

        return true;
    }

    private static Given<ImmutableArray<string>> ReadStop(ref JsonWalk walk)
    {
        ImmutableArray<string>.Builder sequences = ImmutableArray.CreateBuilder<string>();
        walk.EnterArray(Place.Member("stopSequences"));
        while (walk.NextElement())
        {
            sequences.Add(walk.Text(new JsonPlace("$.generationConfig.stopSequences[{0}]", sequences.Count)));
        }

        return new Given<ImmutableArray<string>>(sequences.DrainToImmutable(), "$.generationConfig.stopSequences");
    }

    private static Given<long> Whole(in JsonWalk walk, string path) => new(GeminiScalar.Whole(walk, new JsonPlace(path)), path);

    private static Given<double> Number(in JsonWalk walk, string path) => new(GeminiScalar.Number(walk, new JsonPlace(path)), path);
}
