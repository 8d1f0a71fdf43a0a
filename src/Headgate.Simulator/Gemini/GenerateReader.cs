using System.Text.Json;
using System.Text.RegularExpressions;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Gemini;

/// <summary>Understands a generateContent request that passed the checks.</summary>
internal static partial class GenerateReader
{
    public static Conversation Read(JsonElement body)
    {
        var tally = new ConversationTally();
        if (body.Object("systemInstruction") is { } system)
            tally.Other(Text(system, tally));
        foreach (var content in body.Items("contents"))
            Read(content, tally);
        if (body.Member("tools") is { } tools)
            tally.Other(tools.GetRawText());
        var config = body.Object("generationConfig");
        var thinking = config?.Object("thinkingConfig");
        var choice = body.Object("toolConfig")?.Object("functionCallingConfig");
        string?[] allowed = [.. (choice?.Items("allowedFunctionNames") ?? []).Select(name => name.GetString())];
        return tally.ToConversation() with
        {
            Choices = config?.Count("candidateCount") ?? 1,
            Tools = [.. ToolChecks.Declarations(body).Select(Tool)],
            ToolsForbidden = choice?.Text("mode") == "NONE",
            ToolForced = choice?.Text("mode") == "ANY",
            ForcedTool = allowed.FirstOrDefault(),
            WantsJson = config?.Text("responseMimeType") == "application/json",
            Schema = config?.Object("responseJsonSchema") ?? Lowered(config?.Object("responseSchema")),
            ReasoningOff = thinking?.Integer("thinkingBudget") == 0,
            ReasoningDemanded = thinking?.Integer("thinkingBudget") > 0 && IncludesThoughts(body),
            MaxOutputTokens = config?.Count("maxOutputTokens"),
            StopSequences = [.. (config?.Items("stopSequences") ?? []).Select(stop => stop.GetString()!)],
        };
    }

    /// <summary>Whether the caller wants to read what the model thinks.</summary>
    public static bool IncludesThoughts(JsonElement body) =>
        body.Object("generationConfig")?.Object("thinkingConfig")?.IsTrue("includeThoughts") == true;

    private static void Read(JsonElement content, ConversationTally tally)
    {
        JsonElement[] results = [.. content.Items("parts").Select(part => part.Object("functionResponse")).OfType<JsonElement>()];
        var text = Text(content, tally);
        if (content.Text("role") != "model" && (results.Length == 0 || text.Length > 0))
            tally.User(text);
        else
            tally.Other(text);
        foreach (var result in results)
            tally.ToolResult(Result(result, tally));
    }

    private static string Text(JsonElement content, ConversationTally tally)
    {
        var texts = new List<string>();
        foreach (var part in content.Items("parts"))
        {
            Images(part, tally);
            if (part.Text("text") is { } text)
                texts.Add(text);
            else if (part.Object("functionCall")?.Object("args") is { } args)
                tally.Other(args.GetRawText());
        }

        return string.Join('\n', texts);
    }

    /// <summary>What a function answered: the text, when its object holds nothing else.</summary>
    private static string Result(JsonElement result, ConversationTally tally)
    {
        foreach (var part in result.Items("parts"))
            Images(part, tally);
        var response = result.Object("response")!.Value;
        return response.EnumerateObject().ToArray() is [{ Value: { ValueKind: JsonValueKind.String } only }]
            ? only.GetString()!
            : response.GetRawText();
    }

    private static void Images(JsonElement part, ConversationTally tally)
    {
        var media = part.Object("inlineData") ?? part.Object("fileData");
        if (media?.Text("mimeType")?.StartsWith("image/", StringComparison.Ordinal) == true)
            tally.Image();
    }

    private static OfferedTool Tool(JsonElement function) =>
        new(function.Text("name")!, function.Object("parametersJsonSchema") ?? Lowered(function.Object("parameters")));

    /// <summary>Google's schemas write their types in capitals.</summary>
    private static JsonElement? Lowered(JsonElement? schema) => schema is { } given
        ? JsonElement.Parse(Types().Replace(given.GetRawText(), static type => type.Value.ToLowerInvariant()))
        : null;

    [GeneratedRegex("""(?<="type"\s*:\s*")[A-Z]+(?=")""")]
    private static partial Regex Types();
}
