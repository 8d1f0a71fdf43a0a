using System.Text.Json;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.OpenAI.Chat;

/// <summary>Understands a chat completions request that passed the checks.</summary>
internal static class ChatReader
{
    public static Conversation Read(JsonElement body)
    {
        var tally = new ConversationTally();
        foreach (var message in body.Items("messages"))
            Read(message, tally);
        if (body.Member("tools") is { } tools)
            tally.Other(tools.GetRawText());
        var format = body.Object("response_format");
        var choice = body.Member("tool_choice");
        return tally.ToConversation() with
        {
            Begun = Begun(body),
            Choices = (int)(body.Integer("n") ?? 1),
            Tools = [.. body.Items("tools").Select(Tool).OfType<OfferedTool>()],
            ToolsForbidden = body.Text("tool_choice") == "none",
            OneToolCallAtMost = body.Flag("parallel_tool_calls") == false,
            ToolForced = body.Text("tool_choice") == "required" || choice?.Text("type") == "function",
            ForcedTool = choice?.Object("function")?.Text("name"),
            WantsJson = format?.Text("type") is "json_object" or "json_schema",
            Schema = format?.Object("json_schema")?.Object("schema"),
            MaxOutputTokens = body.Count("max_completion_tokens") ?? body.Count("max_tokens"),
            StopSequences = Stops(body),
            IncludeUsage = body.Object("stream_options")?.IsTrue("include_usage") == true,
        };
    }

    /// <summary>One stop sequence, or a list of them.</summary>
    public static List<string> Stops(JsonElement body) => body.Text("stop") is { } stop
        ? [stop]
        : [.. body.Items("stop").Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    /// <summary>Mistral and DeepSeek mark the message, vLLM the request; without a mark the model begins anew.</summary>
    private static string Begun(JsonElement body) =>
        body.Items("messages").LastOrDefault() is { ValueKind: JsonValueKind.Object } last && last.Text("role") == "assistant"
        && (last.IsTrue("prefix") || body.IsTrue("continue_final_message"))
            ? Text(last, new ConversationTally())
            : "";

    private static void Read(JsonElement message, ConversationTally tally)
    {
        var text = Text(message, tally);
        switch (message.Text("role"))
        {
            case "user":
                tally.User(text);
                break;
            case "tool" or "function":
                tally.ToolResult(text);
                break;
            default:
                tally.Other(text);
                break;
        }

        foreach (var call in message.Items("tool_calls"))
            tally.Other(call.Object("function")?.Text("arguments") ?? "");
    }

    private static string Text(JsonElement message, ConversationTally tally)
    {
        if (message.Text("content") is { } whole)
            return whole;
        var texts = new List<string>();
        foreach (var part in message.Items("content"))
        {
            if (part.Text("type") == "image_url")
                tally.Image();
            else if (part.Text("text") is { } text)
                texts.Add(text);
        }

        return string.Join('\n', texts);
    }

    private static OfferedTool? Tool(JsonElement tool) =>
        tool.Object("function") is { } function && function.Text("name") is { } name
            ? new OfferedTool(name, function.Object("parameters"))
            : null;
}
