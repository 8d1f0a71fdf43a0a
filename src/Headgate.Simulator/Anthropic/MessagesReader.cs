using System.Text.Json;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Anthropic;

/// <summary>Understands a messages request that passed the checks.</summary>
internal static class MessagesReader
{
    public static Conversation Read(JsonElement body)
    {
        var tally = new ConversationTally();
        tally.Other(Text(body, "system", tally));
        foreach (var message in body.Items("messages"))
            Read(message, tally);
        if (body.Member("tools") is { } tools)
            tally.Other(tools.GetRawText());
        var choice = body.Object("tool_choice");
        var format = body.Object("output_config")?.Object("format");
        return tally.ToConversation() with
        {
            Begun = body.Items("messages").LastOrDefault() is { ValueKind: JsonValueKind.Object } last && last.Text("role") == "assistant"
                ? Text(last, "content", new ConversationTally())
                : "",
            Tools = [.. body.Items("tools").Where(IsCustom)
                .Select(tool => new OfferedTool(tool.Text("name")!, tool.Object("input_schema")))],
            ToolsForbidden = choice?.Text("type") == "none",
            ToolForced = choice?.Text("type") is "any" or "tool",
            ForcedTool = choice?.Text("name"),
            OneToolCallAtMost = choice?.IsTrue("disable_parallel_tool_use") == true,
            WantsJson = format is not null,
            Schema = format?.Object("schema"),
            ReasoningOff = body.Object("thinking")?.Text("type") == "disabled",
            ReasoningDemanded = body.Object("thinking")?.Text("type") == "enabled",
            MaxOutputTokens = body.Count("max_tokens"),
            StopSequences = [.. body.Items("stop_sequences").Where(s => s.ValueKind == JsonValueKind.String).Select(s => s.GetString()!)],
        };
    }

    /// <summary>The vendor runs its own tools, whose types carry a version; the caller runs the rest.</summary>
    private static bool IsCustom(JsonElement tool) => tool.Text("type") is null or "custom";

    private static void Read(JsonElement message, ConversationTally tally)
    {
        var results = message.Items("content").Where(block => block.Text("type") == "tool_result").ToList();
        var text = Text(message, "content", tally);
        if (message.Text("role") == "user" && (results.Count == 0 || text.Length > 0))
            tally.User(text);
        else
            tally.Other(text);
        foreach (var result in results)
            tally.ToolResult(Text(result, "content", tally));
    }

    private static string Text(JsonElement holder, string name, ConversationTally tally)
    {
        if (holder.Text(name) is { } whole)
            return whole;
        var texts = new List<string>();
        foreach (var block in holder.Items(name))
        {
            if (block.Text("type") == "image")
                tally.Image();
            else if ((block.Text("text") ?? block.Text("thinking")) is { } text)
                texts.Add(text);
            else if (block.Object("input") is { } input)
                tally.Other(input.GetRawText());
        }

        return string.Join('\n', texts);
    }
}
