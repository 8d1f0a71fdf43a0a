using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Writes <c>generationConfig</c>: https://ai.google.dev/api/generate-content#generationconfig, read 2026-11-22.</summary>
internal sealed class GeminiConfigWriter(Utf8JsonWriter json, ChatRequest request, GeminiTraits traits, LossList losses)
{
    private const int MostStopSequences = 5;

    private static readonly JsonPlace Place = new("$.generationConfig");
    private static readonly JsonPlace ThinkingPlace = Place.Member("thinkingConfig");

    private bool _isOpen;

    /// <summary>Writes it into the open request, unless there is nothing to say.</summary>
    public void Write()
    {
        WriteFormat();
        Write("maxOutputTokens", MaxTokens());
        Write("temperature", request.Temperature?.Value);
        Write("topP", request.TopP?.Value);
        Write("topK", request.TopK?.Value);
        Write("seed", Seed());
        Write("presencePenalty", request.PresencePenalty?.Value);
        Write("frequencyPenalty", request.FrequencyPenalty?.Value);
        Write("candidateCount", request.Choices?.Value);
        WriteStop();
        WriteLogProbabilities();
        WriteThinking();
        if (GeminiProtocol.Extras.Has(request.Extras, Place))
        {
            Open();
            GeminiProtocol.Extras.Write(json, request.Extras, Place);
        }

        if (_isOpen)
        {
            json.WriteEndObject();
        }
    }

    private void Open()
    {
        if (!_isOpen)
        {
            json.WriteStartObject("generationConfig"u8);
            _isOpen = true;
        }
    }

    private void Write(string name, double? value)
    {
        if (value is { } number)
        {
            Open();
            json.WriteNumber(name, number);
        }
    }

    private void Write(string name, long? value)
    {
        if (value is { } number)
        {
            Open();
            json.WriteNumber(name, number);
        }
    }

    private long? MaxTokens()
    {
        if (request.MaxOutputTokens is not { } bound || bound.Value <= traits.MaxTokens)
        {
            return request.MaxOutputTokens?.Value;
        }

        losses.Add(bound.Path, $"this model answers with at most {traits.MaxTokens} tokens");
        return traits.MaxTokens;
    }

    private long? Seed()
    {
        if (request.Seed is not { } seed || seed.Value is >= int.MinValue and <= int.MaxValue)
        {
            return request.Seed?.Value;
        }

        losses.Add(seed.Path, "Gemini's seed has 32 bits");
        return null;
    }

    private void WriteStop()
    {
        if (request.Stop is not { Value: { IsEmpty: false } sequences } stop)
        {
            return;
        }

        Open();
        json.WriteStartArray("stopSequences"u8);
        foreach (string sequence in sequences.Take(MostStopSequences))
        {
            json.WriteStringValue(sequence);
        }

        json.WriteEndArray();
        for (int i = MostStopSequences; i < sequences.Length; i++)
        {
            losses.Add(new JsonPlace(stop.Path).Item(i), "Gemini takes five stop sequences");
        }
    }

    private void WriteLogProbabilities()
    {
        if (request.LogProbabilities is { Value: true })
        {
            Open();
            json.WriteBoolean("responseLogprobs"u8, true);
            Write("logprobs", request.TopLogProbabilities?.Value);
        }
        else if (request.TopLogProbabilities is { } top)
        {
            losses.Add(top.Path, "no log probabilities are asked for");
        }
    }

    private void WriteFormat()
    {
        if (request.Format is not { } format)
        {
            return;
        }

        GeminiProtocol.Extras.NameForeign(format.Extras, losses);
        if (format.Kind == OutputKind.Text)
        {
            return;
        }

        if (!request.Tools.IsEmpty && !traits.TakesFormatWithTools)
        {
            losses.Add(format.Path, "this model cannot be held to a form while it has tools");
            return;
        }

        Open();
        json.WriteString("responseMimeType"u8, "application/json"u8);
        if (format is { Kind: OutputKind.JsonSchema, Schema: { } schema })
        {
            json.WriteRaw("responseJsonSchema"u8, schema);
        }

        if (format.Description is not null)
        {
            losses.Add($"{format.SchemaPath}.description", "Gemini's form has no description");
        }
    }

    private void WriteThinking()
    {
        ImmutableArray<Extra> extras = request.Reasoning?.Extras ?? [];
        GeminiProtocol.Extras.NameForeign(extras, losses);
        GeminiThinking thinking = GeminiThinking.For(request.Reasoning, request.Protocol == WireProtocol.GeminiGenerateContent, traits, losses);
        if (thinking is { Level: null, Budget: null, IsShown: null } && !GeminiProtocol.Extras.Has(extras, ThinkingPlace))
        {
            return;
        }

        Open();
        json.WriteStartObject("thinkingConfig"u8);
        if (thinking.Level is { } level)
        {
            json.WriteString("thinkingLevel"u8, level.ToUpperInvariant());
        }

        Write("thinkingBudget", thinking.Budget);
        if (thinking.IsShown is { } isShown)
        {
            json.WriteBoolean("includeThoughts"u8, isShown);
        }

        GeminiProtocol.Extras.Write(json, extras, ThinkingPlace);
        json.WriteEndObject();
    }
}
