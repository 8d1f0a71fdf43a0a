using System.Text.Json;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Bedrock;

/// <summary>Understands a Converse request that passed the checks.</summary>
internal static class ConverseReader
{
    public static Conversation Read(JsonElement body)
    {
        var tally = new ConversationTally();
        tally.Other(Text(body.Items("system"), tally));
        foreach (var message in body.Items("messages"))
            Read(message, tally);
        var config = body.Object("toolConfig");
        if (config is { } offered)
            tally.Other(offered.GetRawText());
        var choice = config?.Object("toolChoice");
        var fields = body.Object("additionalModelRequestFields");
        var format = body.Object("outputConfig")?.Object("textFormat")?.Object("structure")?.Object("jsonSchema");
        return tally.ToConversation() with
        {
            Tools = [.. (config?.Items("tools") ?? []).Select(tool => tool.Object("toolSpec")).OfType<JsonElement>()
                .Select(tool => new OfferedTool(tool.Text("name")!, tool.Object("inputSchema")?.Object("json")))],
            ToolForced = choice?.Member("any") is not null || choice?.Member("tool") is not null,
            ForcedTool = choice?.Object("tool")?.Text("name"),
            OneToolCallAtMost = fields?.Object("tool_choice")?.IsTrue("disable_parallel_tool_use") == true,
            WantsJson = format is not null,
            Schema = format?.Text("schema") is { } schema ? JsonElement.Parse(schema) : null,
            ReasoningOff = fields?.Object("thinking")?.Text("type") == "disabled",
            ReasoningDemanded = fields?.Object("thinking")?.Text("type") == "enabled",
            MaxOutputTokens = body.Object("inferenceConfig")?.Count("maxTokens"),
            StopSequences = [.. (body.Object("inferenceConfig")?.Items("stopSequences") ?? []).Select(s => s.GetString()!)],
        };
    }

    private static void Read(JsonElement message, ConversationTally tally)
    {
        var results = message.Items("content").Select(block => block.Object("toolResult")).OfType<JsonElement>().ToList();
        var text = Text(message.Items("content"), tally);
        if (message.Text("role") == "user" && (results.Count == 0 || text.Length > 0))
            tally.User(text);
        else
            tally.Other(text);
        foreach (var result in results)
            tally.ToolResult(Text(result.Items("content"), tally));
    }

    private static string Text(IEnumerable<JsonElement> blocks, ConversationTally tally)
    {
        var texts = new List<string>();
        foreach (var block in blocks)
        {
            if (block.Object("image") is not null)
                tally.Image();
            else if ((block.Text("text") ?? block.Object("reasoningContent")?.Object("reasoningText")?.Text("text")) is { } text)
                texts.Add(text);
            else if (block.Object("toolUse")?.Object("input") is { } input)
                tally.Other(input.GetRawText());
        }

        return string.Join('\n', texts);
    }
}
