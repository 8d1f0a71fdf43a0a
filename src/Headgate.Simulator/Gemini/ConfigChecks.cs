using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Gemini;

/// <summary>What generateContent refuses in the settings: https://ai.google.dev/api/generate-content#generationconfig (read
/// 2026-11-22).</summary>
internal static class ConfigChecks
{
    private const int MostStops = 5;
    private const string Json = "application/json";

    private static readonly (string Name, decimal Least, decimal Most)[] Ranges =
    [
        ("temperature", 0, 2), ("topP", 0, 1), ("topK", 1, 1000), ("candidateCount", 1, 8), ("maxOutputTokens", 1, 65_536),
        ("presencePenalty", -2, 2), ("frequencyPenalty", -2, 2), ("logprobs", 0, 20),
    ];

    public static VendorError? Violation(JsonElement body, string model) => body.Object("generationConfig") is { } config
        ? Range(config) ?? Stops(config) ?? Shape(body, config, model) ?? Logprobs(config)
            ?? (config.Object("thinkingConfig") is { } thinking ? ThinkingChecks.Violation(thinking, model) : null)
        : null;

    private static VendorError? Range(JsonElement config)
    {
        foreach (var (name, least, most) in Ranges)
        {
            if (config.Member(name) is { } value && (config.Decimal(name) is not { } number || number < least || number > most))
            {
                return GenerateChecks.Refuse($"* GenerateContentRequest.generation_config.{JsonNamingPolicy.SnakeCaseLower.ConvertName(name)}: "
                    + $"{value.GetRawText()} must be in the range [{least}, {most}]");
            }
        }

        return null;
    }

    private static VendorError? Stops(JsonElement config)
    {
        JsonElement[] stops = [.. config.Items("stopSequences")];
        if (stops.Length > MostStops)
            return GenerateChecks.Refuse($"The number of stop sequences must be at most {MostStops}, but was {stops.Length}.");
        return stops.Any(stop => stop.ValueKind != JsonValueKind.String || stop.GetString()!.Length == 0)
            ? GenerateChecks.Refuse("* GenerateContentRequest.generation_config.stop_sequences: stop sequences must not be empty")
            : null;
    }

    /// <summary>The shape of the answer: a schema is for JSON, and the second generation does not call functions while it writes JSON.</summary>
    private static VendorError? Shape(JsonElement body, JsonElement config, string model)
    {
        var (schema, type) = (config.Object("responseSchema"), config.Text("responseMimeType"));
        var full = config.Member("responseJsonSchema");
        if (config.Member("responseMimeType") is not null && type is not ("text/plain" or Json or "text/x.enum"))
        {
            return GenerateChecks.Refuse("* GenerateContentRequest.generation_config.response_mime_type: allowed mimetypes are "
                + "`text/plain`, `application/json`, `application/xml`, `application/yaml` and `text/x.enum`.");
        }

        if (schema is not null && full is not null)
            return GenerateChecks.Refuse("Only one of response_schema and response_json_schema may be set.");
        if ((schema ?? full) is not null && type is not (Json or "text/x.enum"))
            return GenerateChecks.Refuse("Response schema is only supported with the response mime type `application/json`.");
        if (type == Json && GeminiModel.IsSecond(model) && ToolChecks.Declarations(body).Any())
            return GenerateChecks.Refuse("Function calling with a response mime type: 'application/json' is unsupported");
        return schema is null ? null : SchemaChecks.Violation("generation_config.response_schema", schema.Value);
    }

    private static VendorError? Logprobs(JsonElement config) => config.Member("logprobs") is not null && !config.IsTrue("responseLogprobs")
        ? GenerateChecks.Refuse("Logprobs is set, but response_logprobs is not.")
        : null;
}
