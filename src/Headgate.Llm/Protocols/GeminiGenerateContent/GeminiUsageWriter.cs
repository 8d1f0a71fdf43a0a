using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>Writes <c>usageMetadata</c>: the prompt with what the cache gave or took, the candidates without the thoughts.</summary>
internal static class GeminiUsageWriter
{
    private static readonly JsonPlace Place = new("$.usageMetadata");

    /// <summary>Writes the member, with what only Gemini has there; nothing where nothing is known.</summary>
    public static void Write(Utf8JsonWriter writer, Usage? usage, ImmutableArray<Extra> extras)
    {
        if (usage is null)
        {
            return;
        }

        writer.WriteStartObject("usageMetadata"u8);
        long input = usage.Input ?? 0;
        long answer = (usage.Output ?? 0) - (usage.OutputReasoning ?? 0);
        writer.WriteNumber("promptTokenCount"u8, input);
        WriteKnown(writer, "cachedContentTokenCount"u8, usage.CacheRead);
        writer.WriteNumber("candidatesTokenCount"u8, answer);
        WriteKnown(writer, "thoughtsTokenCount"u8, usage.OutputReasoning);
        writer.WriteNumber("totalTokenCount"u8, input + (usage.Output ?? 0));
        WriteDetails(writer, "promptTokensDetails"u8, input, usage.InputImage, usage.InputAudio);
        WriteDetails(writer, "candidatesTokensDetails"u8, answer, usage.OutputImage, usage.OutputAudio);
        GeminiProtocol.Extras.Write(writer, extras, Place);
        writer.WriteEndObject();
    }

    /// <summary>Names what was used that Gemini's clients cannot be told.</summary>
    public static void NameLosses(Usage? usage, LossList losses)
    {
        if (usage?.WebSearches > 0 || usage?.WebFetches > 0)
        {
            losses.Add("$.usage.server_tool_use", "Gemini's usage counts tokens only");
        }
    }

    private static void WriteKnown(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? count)
    {
        if (count is { } known)
        {
            writer.WriteNumber(name, known);
        }
    }

    // Told apart only where the vendor does.
    private static void WriteDetails(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long all, long? image, long? audio)
    {
        if (image is null && audio is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        WriteDetail(writer, "TEXT"u8, all - (image ?? 0) - (audio ?? 0));
        WriteDetail(writer, "IMAGE"u8, image);
        WriteDetail(writer, "AUDIO"u8, audio);
        writer.WriteEndArray();
    }

    private static void WriteDetail(Utf8JsonWriter writer, ReadOnlySpan<byte> modality, long? count)
    {
        if (count is { } known)
        {
            writer.WriteStartObject();
            writer.WriteString("modality"u8, modality);
            writer.WriteNumber("tokenCount"u8, known);
            writer.WriteEndObject();
        }
    }
}
