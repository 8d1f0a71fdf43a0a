using System.Text.Json;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Gemini;

/// <summary>The usage of generateContent: the prompt holds what came from the cache, the candidates leave the thoughts out.
/// https://ai.google.dev/api/generate-content#UsageMetadata (read 2026-11-22).</summary>
internal static class UsageWriter
{
    /// <param name="json">Where to write.</param>
    /// <param name="usage">The input.</param>
    /// <param name="candidates">Output tokens so far, without thoughts.</param>
    /// <param name="thoughts">Tokens thought so far.</param>
    public static void Write(Utf8JsonWriter json, Usage usage, long candidates, long thoughts)
    {
        json.WriteStartObject("usageMetadata");
        json.WriteNumber("promptTokenCount", usage.WholeInput);
        if (candidates > 0)
            json.WriteNumber("candidatesTokenCount", candidates);
        json.WriteNumber("totalTokenCount", usage.WholeInput + candidates + thoughts);
        if (usage.CacheRead > 0)
        {
            json.WriteNumber("cachedContentTokenCount", usage.CacheRead);
            WriteDetails(json, "cacheTokensDetails", usage.CacheRead);
        }

        WriteDetails(json, "promptTokensDetails", usage.WholeInput);
        if (thoughts > 0)
            json.WriteNumber("thoughtsTokenCount", thoughts);
        json.WriteEndObject();
    }

    public static void WriteDetails(Utf8JsonWriter json, string name, long tokens)
    {
        json.WriteStartArray(name);
        json.WriteStartObject();
        json.WriteString("modality", "TEXT");
        json.WriteNumber("tokenCount", tokens);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
