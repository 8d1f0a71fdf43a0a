using System.Text.Json;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols.Anthropic;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Writes how the answer's tokens are drawn and where it stops, and names what Anthropic has not.</summary>
internal static class MessagesSamplingWriter
{
    /// <summary>Writes the members into the open request.</summary>
    public static void Write(Utf8JsonWriter writer, ChatRequest request, ClaudeTraits traits, ThinkingPlan thinking, LossList losses)
    {
        SamplingPlan plan = request.Protocol == WireProtocol.AnthropicMessages
            ? SamplingPlan.AsWritten(request)
            : SamplingPlan.For(request, traits, thinking, losses);
        if (plan.Temperature is { } temperature)
        {
            writer.WriteNumber("temperature"u8, temperature);
        }

        if (plan.TopP is { } topP)
        {
            writer.WriteNumber("top_p"u8, topP);
        }

        if (plan.TopK is { } topK)
        {
            writer.WriteNumber("top_k"u8, topK);
        }

        WriteStop(writer, request, losses);
        SamplingPlan.NameUnknown(request, losses);
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
}
