using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Chat;

/// <summary>What chat completions refuses.</summary>
internal static class ChatChecks
{
    public static VendorError? Violation(JsonElement body)
    {
        if (body.Member("messages") is not { } messages)
            return VendorError.Missing("messages");
        if (messages.ValueKind != JsonValueKind.Array)
            return VendorError.Mistyped("messages", "an array of objects");
        if (messages.GetArrayLength() == 0)
            return VendorError.Invalid("messages", "must not be empty.");
        var flawed = messages.EnumerateArray().Select((message, i) => Message($"messages[{i}]", message));
        return flawed.FirstOrDefault(error => error is not null)
            ?? CommonChecks.Options(body)
            ?? CommonChecks.Positive(body, "max_tokens")
            ?? CommonChecks.Positive(body, "max_completion_tokens")
            ?? Tools(body);
    }

    private static VendorError? Message(string path, JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return VendorError.Mistyped(path, "an object");
        if (message.Member("role") is null)
            return VendorError.Missing($"{path}.role");
        return message.Text("role") switch
        {
            "developer" or "system" or "user" => Content(path, message, required: true),
            "assistant" => Content(path, message, required: message.Member("tool_calls") is null
                && message.Member("function_call") is null && message.Member("refusal") is null),
            "tool" => message.Text("tool_call_id") is null
                ? VendorError.Missing($"{path}.tool_call_id")
                : Content(path, message, required: true),
            "function" => null,
            _ => VendorError.Invalid($"{path}.role", "not a role."),
        };
    }

    private static VendorError? Content(string path, JsonElement message, bool required)
    {
        path += ".content";
        if (message.Member("content") is not { } content)
            return required ? VendorError.Missing(path) : null;
        return content.ValueKind switch
        {
            JsonValueKind.String => null,
            JsonValueKind.Array => content.EnumerateArray().Select((part, i) => Part($"{path}[{i}]", part))
                .FirstOrDefault(error => error is not null),
            _ => VendorError.Mistyped(path, "a string or an array of parts"),
        };
    }

    private static VendorError? Part(string path, JsonElement part) => part.Text("type") switch
    {
        "text" => part.Text("text") is null ? VendorError.Missing($"{path}.text") : null,
        "image_url" => part.Object("image_url") is { } image
            ? CommonChecks.Image($"{path}.image_url.url", image.Text("url"))
            : VendorError.Missing($"{path}.image_url"),
        "input_audio" or "file" or "refusal" => null,
        null => VendorError.Missing($"{path}.type"),
        _ => VendorError.Invalid($"{path}.type", "not a content part."),
    };

    private static VendorError? Tools(JsonElement body)
    {
        if (body.Member("tools") is not { } tools)
            return null;
        if (tools.ValueKind != JsonValueKind.Array)
            return VendorError.Mistyped("tools", "an array of objects");
        return tools.EnumerateArray().Select((tool, i) => Tool($"tools[{i}]", tool)).FirstOrDefault(error => error is not null);
    }

    private static VendorError? Tool(string path, JsonElement tool) => tool.Text("type") switch
    {
        "function" => tool.Object("function")?.Text("name") is null ? VendorError.Missing($"{path}.function.name") : null,
        null => VendorError.Missing($"{path}.type"),
        _ => null,
    };
}
