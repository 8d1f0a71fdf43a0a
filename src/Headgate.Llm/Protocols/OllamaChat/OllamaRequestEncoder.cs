using System.Buffers;
using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OllamaChat;

/// <summary>Writes a request: https://docs.ollama.com/api/chat, by docs/api.md of its repository, read 2026-11-22.</summary>
internal sealed class OllamaRequestEncoder(ChatRequest request, EgressTarget target, Utf8JsonWriter json, LossList losses)
{
    /// <summary>Why a setting does not arrive.</summary>
    public const string NoCounterpart = "Ollama has no such setting";

    private const int LongestName = 64;

    private readonly ToolNames _names = new(LongestName);

    /// <inheritdoc cref="IEgressCodec.EncodeRequest"/>
    public static SentRequest Encode(ChatRequest request, EgressTarget target, IBufferWriter<byte> output, LossList losses)
    {
        using Utf8JsonWriter json = JsonOutput.Open(output);
        OllamaRequestEncoder encoder = new(request, target, json, losses);
        encoder.Write();
        return new SentRequest { ClientToolNames = encoder._names.ClientNames };
    }

    private void Write()
    {
        json.WriteStartObject();
        json.WriteString("model"u8, target.Model);
        new OllamaMessageEncoder(json, _names, losses).Write(request.Messages);
        new OllamaToolEncoder(json, _names, losses).Write(request);
        WriteThink();
        WriteFormat();
        WriteOptions();

        // A stream is what it gives unless it is declined.
        json.WriteBoolean("stream"u8, request.IsStream);
        NameLosses();
        json.WriteEndObject();
    }

    private void WriteThink()
    {
        if (request.Reasoning is not { } reasoning)
        {
            return;
        }

        losses.Add(reasoning.Extras, NoCounterpart);
        Lose(reasoning.Display);
        Lose(reasoning.Mode is { Value: ReasoningMode.BetweenTools } ? reasoning.Mode : null);
        bool isOff = reasoning is { Mode.Value: ReasoningMode.Disabled } or { Mode: null, Effort.Value: "none" };
        if (!OllamaModels.Think(target.Model) || (isOff && OllamaModels.ThinkByLevel(target.Model)))
        {
            const string Reason = "the model is not known to reason, or always does";
            Lose(isOff && !OllamaModels.Think(target.Model) ? null : reasoning.Mode, Reason);
            Lose(reasoning.Effort, Reason);
            Lose(reasoning.BudgetTokens, Reason);
        }
        else if (isOff || !OllamaModels.ThinkByLevel(target.Model))
        {
            json.WriteBoolean("think"u8, !isOff);
            Lose(isOff && reasoning.Mode is null ? null : reasoning.Effort, "the model is only told whether to think");
            Lose(reasoning.BudgetTokens, "the model is only told whether to think");
        }
        else
        {
            WriteLevel(reasoning);
        }
    }

    private void WriteLevel(Reasoning reasoning)
    {
        string? level = (reasoning.Effort?.Value, reasoning.BudgetTokens?.Value) switch
        {
            ("minimal" or "low", _) or (null, <= 2048) => "low",
            ("medium", _) or (null, <= 8192) => "medium",
            ("high" or "xhigh" or "max", _) or (null, > 8192) => "high",
            _ => null,
        };
        if (level is not null)
        {
            json.WriteString("think"u8, level);
        }
        else
        {
            json.WriteBoolean("think"u8, true);
            Lose(reasoning.Effort);
        }

        Lose(reasoning.Effort is null ? null : reasoning.BudgetTokens, "the effort says how much to think");
    }

    private void WriteFormat()
    {
        if (request.Format is not { } format)
        {
            return;
        }

        losses.Add(format.Extras, NoCounterpart);
        if (format is { Kind: OutputKind.JsonSchema, Schema: { } schema })
        {
            json.WriteRaw("format"u8, schema);
        }
        else if (format.Kind != OutputKind.Text)
        {
            json.WriteString("format"u8, "json"u8);
        }

        if (format.Description is not null)
        {
            losses.Add($"{format.SchemaPath}.description", "Ollama's format has no description");
        }
    }

    private void WriteOptions()
    {
        json.WriteStartObject("options"u8);
        Write("num_predict"u8, request.MaxOutputTokens);
        Write("temperature"u8, request.Temperature);
        Write("top_p"u8, request.TopP);
        Write("top_k"u8, request.TopK);
        Write("seed"u8, request.Seed);
        Write("frequency_penalty"u8, request.FrequencyPenalty);
        Write("presence_penalty"u8, request.PresencePenalty);
        if (request.Stop is { Value: { IsEmpty: false } sequences })
        {
            json.WriteStartArray("stop"u8);
            foreach (string sequence in sequences)
            {
                json.WriteStringValue(sequence);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void NameLosses()
    {
        Lose(request.LogProbabilities is { Value: false } ? null : request.LogProbabilities);
        Lose(request.TopLogProbabilities);
        Lose(request.Choices is { Value: 1 } ? null : request.Choices);
        Lose(request.ServiceTier);
        Lose(request.EndUser);
        losses.Add(request.Extras, NoCounterpart);
    }

    private void Write(ReadOnlySpan<byte> name, Given<double>? setting)
    {
        if (setting is { } given)
        {
            json.WriteNumber(name, given.Value);
        }
    }

    private void Write(ReadOnlySpan<byte> name, Given<long>? setting)
    {
        if (setting is { } given)
        {
            json.WriteNumber(name, given.Value);
        }
    }

    private void Lose<T>(Given<T>? setting, string reason = NoCounterpart)
    {
        if (setting is { } given)
        {
            losses.Add(given.Path, reason);
        }
    }
}
