using System.Text.Json;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Vendors;

/// <summary>Writes the usage as a vendor counts it.</summary>
internal static class SheetUsage
{
    public static void Write(Utf8JsonWriter json, Usage usage, VendorSheet sheet)
    {
        var completion = sheet.ReasoningCount == ReasoningCount.Outside ? usage.Output - usage.Reasoning : usage.Output;
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", usage.WholeInput);
        json.WriteNumber("completion_tokens", completion);
        json.WriteNumber("total_tokens", usage.WholeInput + usage.Output);
        if (sheet.CacheCount == CacheCount.Details)
        {
            json.WriteStartObject("prompt_tokens_details");
            json.WriteNumber("cached_tokens", usage.CacheRead);
            json.WriteEndObject();
        }
        else if (sheet.CacheCount == CacheCount.Split)
        {
            json.WriteNumber("prompt_cache_hit_tokens", usage.CacheRead);
            json.WriteNumber("prompt_cache_miss_tokens", usage.WholeInput - usage.CacheRead);
        }

        if (sheet.ReasoningCount != ReasoningCount.Untold)
        {
            json.WriteStartObject("completion_tokens_details");
            json.WriteNumber("reasoning_tokens", usage.Reasoning);
            json.WriteEndObject();
        }

        Members(json, sheet.UsageExtras);
        json.WriteEndObject();
    }

    /// <summary>Writes the members of an object into the one that is open.</summary>
    public static void Members(Utf8JsonWriter json, JsonElement members)
    {
        if (members.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in members.EnumerateObject())
            member.WriteTo(json);
    }
}
