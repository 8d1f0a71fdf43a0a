using System.Text.Json;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Writes how the answer's tokens are drawn and where it stops, and names what Anthropic has not.</summary>
internal static class MessagesSamplingWriter
{
    private const double MostTemperature = 1;
    private const double LeastTopPWithThinking = 0.95;

    /// <summary>Writes the members into the open request.</summary>
    public static void Write(Utf8JsonWriter writer, ChatRequest request, ClaudeTraits traits, ThinkingPlan thinking, LossList losses)
    {
        if (request.Protocol == WireProtocol.AnthropicMessages)
        {
            WriteNumber(writer, "temperature"u8, request.Temperature);
            WriteNumber(writer, "top_p"u8, request.TopP);
            WriteNumber(writer, "top_k"u8, request.TopK);
        }
        else if (traits.TakesSampling)
        {
            WriteFitted(writer, request, traits, thinking, losses);
        }
        else
        {
            NameRefused(request, losses);
        }

        WriteStop(writer, request, losses);
        NameUnknown(request, losses);
    }

    private static void WriteFitted(Utf8JsonWriter writer, ChatRequest request, ClaudeTraits traits, ThinkingPlan thinking, LossList losses)
    {
        string? thought = thinking.IsThinking ? "goes with no thinking" : null;
        if (Keep(request.Temperature, request.Temperature is { Value: MostTemperature } ? null : thought, losses) is { } temperature)
        {
            if (temperature > MostTemperature)
            {
                losses.Add(request.Temperature!.Value.Path, "Anthropic's temperature ends at 1");
            }

            writer.WriteNumber("temperature"u8, Math.Min(MostTemperature, temperature));
        }

        string? paired = request.Temperature is not null && !traits.TakesTemperatureWithTopP ? "this model takes temperature or top_p, not both" : null;
        if (Keep(request.TopP, request.TopP is { Value: >= LeastTopPWithThinking } ? paired : paired ?? thought, losses) is { } topP)
        {
            writer.WriteNumber("top_p"u8, topP);
        }

        if (Keep(request.TopK, thought, losses) is { } topK)
        {
            writer.WriteNumber("top_k"u8, topK);
        }
    }

    // 1 is what these models do anyway, and many clients send it unasked.
    private static void NameRefused(ChatRequest request, LossList losses)
    {
        const string Reason = "this model refuses sampling parameters";
        Keep(request.Temperature, request.Temperature is { Value: 1 } ? null : Reason, losses);
        Keep(request.TopP, request.TopP is { Value: 1 } ? null : Reason, losses);
        Keep(request.TopK, Reason, losses);
    }

    private static void WriteStop(Utf8JsonWriter writer, ChatRequest request, LossList losses)
    {
        if (request.Stop is not { } stop)
        {
            return;
        }

        writer.WriteStartArray("stop_sequences"u8);
        for (int i = 0; i < stop.Value.Length; i++)
        {
            if (request.Protocol != WireProtocol.AnthropicMessages && string.IsNullOrWhiteSpace(stop.Value[i]))
            {
                losses.Add($"{stop.Path}[{i}]", "Anthropic stops at no white space");
            }
            else
            {
                writer.WriteStringValue(stop.Value[i]);
            }
        }

        writer.WriteEndArray();
    }

    private static void NameUnknown(ChatRequest request, LossList losses)
    {
        const string Reason = "Anthropic has no such setting";
        Keep(request.Seed, Reason, losses);
        Keep(request.FrequencyPenalty, Reason, losses);
        Keep(request.PresencePenalty, Reason, losses);
        Keep(request.LogProbabilities, Reason, losses);
        Keep(request.TopLogProbabilities, Reason, losses);
        Keep(request.Choices, request.Choices is { Value: 1 } ? null : Reason, losses);
    }

    // A value without a reason against it.
    private static T? Keep<T>(Given<T>? given, string? reason, LossList losses)
        where T : struct
    {
        if (given is { } lost && reason is not null)
        {
            losses.Add(lost.Path, reason);
            return null;
        }

        return given?.Value;
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Given<double>? given)
    {
        if (given is { } number)
        {
            writer.WriteNumber(name, number.Value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Given<long>? given)
    {
        if (given is { } number)
        {
            writer.WriteNumber(name, number.Value);
        }
    }
}
