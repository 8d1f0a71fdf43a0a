using System.Buffers.Text;
using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Ollama;

/// <summary>What Ollama refuses: what its types cannot hold, and a wish to think of models that do not.</summary>
internal static class OllamaChecks
{
    private static readonly string[] Roles = ["system", "user", "assistant", "tool"];
    private static readonly string[] Thinkers = ["gpt-oss", "qwen3", "deepseek-r1", "magistral"];

    public static VendorError? Violation(JsonElement body)
    {
        if (body.Member("messages") is not { ValueKind: JsonValueKind.Array } messages)
            return VendorError.Mistyped("messages", "[]api.Message");
        var called = new List<string>();
        foreach (var message in messages.EnumerateArray())
        {
            if (Message(message, called) is { } flaw)
                return flaw;
        }

        return Think(body) ?? Format(body) ?? Options(body);
    }

    private static VendorError? Message(JsonElement message, List<string> called)
    {
        if (!Roles.Contains(message.Text("role")))
            return VendorError.Invalid("role", "invalid role.");
        if (message.Member("content") is { ValueKind: not JsonValueKind.String })
            return VendorError.Mistyped("messages.content", "string");
        if (message.Items("images").Any(image => image.ValueKind != JsonValueKind.String || !Base64.IsValid(image.GetString())))
            return VendorError.Invalid("messages.images", "illegal base64 data.");
        foreach (var call in message.Items("tool_calls"))
        {
            if (call.Object("function")?.Object("arguments") is null)
                return VendorError.Mistyped("messages.tool_calls.function.arguments", "map[string]any");
            called.Add(call.Object("function")!.Value.Text("name") ?? "");
        }

        return message.Text("role") == "tool" && !called.Remove(message.Text("tool_name") ?? "")
            ? VendorError.Invalid("messages.tool_name", "no such tool was called.")
            : null;
    }

    private static VendorError? Think(JsonElement body)
    {
        if (body.Member("think") is not { } think)
            return null;
        if (think.ValueKind == JsonValueKind.String ? think.GetString() is not ("low" or "medium" or "high") : body.Flag("think") is null)
            return VendorError.Invalid("think", "expected a boolean, or low, medium or high.");
        var model = body.Text("model") ?? "";
        return body.Flag("think") != false && !Thinkers.Any(name => model.StartsWith(name, StringComparison.Ordinal))
            ? new VendorError(400, $"\"{model}\" does not support thinking")
            : null;
    }

    private static VendorError? Format(JsonElement body) => body.Member("format") switch
    {
        null or { ValueKind: JsonValueKind.Object } => null,
        { ValueKind: JsonValueKind.String } when body.Text("format") is "json" or "" => null,
        _ => VendorError.Invalid("format", "expected \"json\" or a JSON schema."),
    };

    private static VendorError? Options(JsonElement body)
    {
        if (body.Member("options") is not { } options)
            return null;
        if (options.ValueKind != JsonValueKind.Object)
            return VendorError.Mistyped("options", "map[string]any");
        if (options.Member("stop") is { ValueKind: not JsonValueKind.Array })
            return VendorError.Mistyped("options.stop", "array");
        return options.Member("num_predict") is not null && options.Integer("num_predict") is null
            ? VendorError.Mistyped("options.num_predict", "integer")
            : null;
    }
}
