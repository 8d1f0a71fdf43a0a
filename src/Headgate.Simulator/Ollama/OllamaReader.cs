using System.Text.Json;
using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Ollama;

/// <summary>Understands a request that passed the checks.</summary>
internal static class OllamaReader
{
    public static Conversation Read(JsonElement body)
    {
        var tally = new ConversationTally();
        foreach (var message in body.Items("messages"))
            Read(message, tally);
        if (body.Member("tools") is { } tools)
            tally.Other(tools.GetRawText());
        var options = body.Object("options");
        return tally.ToConversation() with
        {
            Tools = [.. body.Items("tools").Select(tool => tool.Object("function")).OfType<JsonElement>()
                .Select(function => new OfferedTool(function.Text("name")!, function.Object("parameters")))],
            WantsJson = body.Member("format") is not null,
            Schema = body.Object("format"),
            ReasoningOff = body.Flag("think") == false,
            MaxOutputTokens = options?.Count("num_predict"),
            StopSequences = [.. options?.Items("stop").Select(stop => stop.GetString()!) ?? []],
        };
    }

    private static void Read(JsonElement message, ConversationTally tally)
    {
        var text = message.Text("content") ?? "";
        foreach (var _ in message.Items("images"))
            tally.Image();
        switch (message.Text("role"))
        {
            case "user":
                tally.User(text);
                break;
            case "tool":
                tally.ToolResult(text);
                break;
            default:
                tally.Other(text);
                break;
        }

        foreach (var call in message.Items("tool_calls"))
            tally.Other(call.Object("function")?.Object("arguments")?.GetRawText() ?? "");
    }
}
