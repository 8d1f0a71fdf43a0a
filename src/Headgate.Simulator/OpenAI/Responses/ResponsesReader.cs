using System.Text.Json;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.OpenAI.Responses;

/// <summary>Understands a responses request that passed the checks.</summary>
internal static class ResponsesReader
{
    public static Conversation Read(JsonElement body)
    {
        var tally = new ConversationTally();
        tally.Other(body.Text("instructions") ?? "");
        if (body.Text("input") is { } text)
            tally.User(text);
        foreach (var item in body.Items("input"))
            Read(item, tally);
        if (body.Member("tools") is { } tools)
            tally.Other(tools.GetRawText());
        var format = body.Object("text")?.Object("format");
        return tally.ToConversation() with
        {
            // What else is offered the vendor runs itself.
            Tools = [.. body.Items("tools").Where(tool => tool.Text("type") is "function" or "custom")
                .Select(tool => new OfferedTool(tool.Text("name")!, tool.Object("parameters")) { IsFreeform = tool.Text("type") == "custom" })],
            ToolsForbidden = body.Text("tool_choice") == "none",
            OneToolCallAtMost = body.Flag("parallel_tool_calls") == false,
            ToolForced = body.Text("tool_choice") == "required" || body.Object("tool_choice")?.Text("type") is "function" or "custom",
            ForcedTool = body.Object("tool_choice")?.Text("name"),
            WantsJson = format?.Text("type") is "json_object" or "json_schema",
            Schema = format?.Object("schema"),
            MaxOutputTokens = body.Count("max_output_tokens"),
        };
    }

    private static void Read(JsonElement item, ConversationTally tally)
    {
        switch (item.Text("type") ?? "message")
        {
            case "message" when item.Text("role") == "user":
                tally.User(Text(item, "content", tally));
                break;
            case "function_call_output" or "custom_tool_call_output":
                tally.ToolResult(Text(item, "output", tally));
                break;
            case "function_call":
                tally.Other(item.Text("arguments") ?? "");
                break;
            case "custom_tool_call":
                tally.Other(item.Text("input") ?? "");
                break;
            default:
                tally.Other(Text(item, "content", tally));
                break;
        }
    }

    private static string Text(JsonElement holder, string name, ConversationTally tally)
    {
        if (holder.Text(name) is { } whole)
            return whole;
        var texts = new List<string>();
        foreach (var part in holder.Items(name))
        {
            if (part.Text("type") == "input_image")
                tally.Image();
            else if (part.Text("text") is { } text)
                texts.Add(text);
        }

        return string.Join('\n', texts);
    }
}
