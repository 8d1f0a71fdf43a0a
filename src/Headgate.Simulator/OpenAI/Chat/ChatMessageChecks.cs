using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Chat;

/// <summary>What chat completions refuses in one message, whatever stands around it.</summary>
internal static class ChatMessageChecks
{
    public static VendorError? Violation(string path, JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return VendorError.Mistyped(path, "an object");
        if (message.Member("role") is null)
            return VendorError.Missing($"{path}.role");
        return message.Text("role") switch
        {
            "developer" or "system" => Content(path, message, ["text"]),
            "user" => Content(path, message, ["text", "image_url", "input_audio", "file"]),
            "assistant" => Assistant(path, message),
            "tool" => message.Text("tool_call_id") is null
                ? VendorError.Missing($"{path}.tool_call_id")
                : Content(path, message, ["text"]),
            "function" => null,
            _ => VendorError.Invalid($"{path}.role", "not a role."),
        };
    }

    private static VendorError? Assistant(string path, JsonElement message)
    {
        if (message.Member("tool_calls") is { } calls)
        {
            if (calls.ValueKind != JsonValueKind.Array || calls.GetArrayLength() == 0)
                return VendorError.Invalid($"{path}.tool_calls", "expected an array with minimum length 1.");
            var flawed = calls.EnumerateArray().Select((call, i) => Call($"{path}.tool_calls[{i}]", call));
            return flawed.FirstOrDefault(error => error is not null) ?? Content(path, message, ["text", "refusal"], required: false);
        }

        var speaksElsewhere = message.Member("function_call") is not null || message.Member("refusal") is not null;
        return Content(path, message, ["text", "refusal"], required: !speaksElsewhere);
    }

    private static VendorError? Call(string path, JsonElement call)
    {
        if (call.Text("id") is null)
            return VendorError.Missing($"{path}.id");
        if (call.Text("type") is not "function")
            return call.Text("type") is "custom" ? null : VendorError.Invalid($"{path}.type", "expected 'function' or 'custom'.");
        if (call.Object("function")?.Text("name") is not { } name)
            return VendorError.Missing($"{path}.function.name");
        if (!ChatToolChecks.IsName(name))
            return VendorError.Invalid($"{path}.function.name", ChatToolChecks.NamePattern);
        return call.Object("function")?.Text("arguments") is null ? VendorError.Missing($"{path}.function.arguments") : null;
    }

    private static VendorError? Content(string path, JsonElement message, string[] types, bool required = true)
    {
        path += ".content";
        if (message.Member("content") is not { } content)
            return required ? VendorError.Missing(path) : null;
        return content.ValueKind switch
        {
            JsonValueKind.String => null,
            JsonValueKind.Array when content.GetArrayLength() == 0 => VendorError.Invalid(path, "expected an array with minimum length 1."),
            JsonValueKind.Array => content.EnumerateArray().Select((part, i) => Part($"{path}[{i}]", part, types))
                .FirstOrDefault(error => error is not null),
            _ => VendorError.Mistyped(path, "a string or an array of parts"),
        };
    }

    private static VendorError? Part(string path, JsonElement part, string[] types)
    {
        if (part.Text("type") is not { } type)
            return VendorError.Missing($"{path}.type");
        if (!types.Contains(type))
            return VendorError.Invalid($"{path}.type", $"supported values are: {string.Join(", ", types.Select(known => $"'{known}'"))}.");
        return type switch
        {
            "image_url" => part.Object("image_url") is { } image
                ? CommonChecks.Image($"{path}.image_url.url", image.Text("url"))
                : VendorError.Missing($"{path}.image_url"),
            "input_audio" => Audio($"{path}.input_audio", part.Object("input_audio")),
            "file" => part.Object("file") is { } file && (file.Text("file_id") ?? file.Text("file_data")) is not null
                ? null
                : VendorError.Missing($"{path}.file.file_data"),
            _ => part.Text(type) is null ? VendorError.Missing($"{path}.{type}") : null,
        };
    }

    private static VendorError? Audio(string path, JsonElement? audio)
    {
        if (audio?.Text("data") is null)
            return VendorError.Missing($"{path}.data");
        return audio.Value.Text("format") is "wav" or "mp3" ? null : VendorError.Invalid($"{path}.format", "expected 'wav' or 'mp3'.");
    }
}
