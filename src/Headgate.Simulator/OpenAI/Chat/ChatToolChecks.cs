using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Chat;

/// <summary>What chat completions refuses in the tools and in the choice among them.</summary>
internal static class ChatToolChecks
{
    public const string NamePattern = "expected a string that matches the pattern '^[a-zA-Z0-9_-]{1,64}$'.";
    private const int LongestName = 64;

    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    public static VendorError? Violation(JsonElement body)
    {
        if (body.Member("tools") is not { } tools)
            return Toolless(body, "tool_choice") ?? Toolless(body, "parallel_tool_calls");
        if (tools.ValueKind != JsonValueKind.Array)
            return VendorError.Mistyped("tools", "an array of objects");
        if (tools.GetArrayLength() == 0)
            return VendorError.Invalid("tools", "expected an array with minimum length 1.");
        return tools.EnumerateArray().Select((tool, i) => Tool($"tools[{i}]", tool)).FirstOrDefault(error => error is not null)
            ?? Choice(body);
    }

    private static VendorError? Toolless(JsonElement body, string field) =>
        body.Member(field) is null ? null : VendorError.Invalid(field, "only allowed when 'tools' are specified.");

    private static VendorError? Tool(string path, JsonElement tool) => tool.Text("type") switch
    {
        "function" => Function($"{path}.function.name", Name(tool)),
        null => VendorError.Missing($"{path}.type"),
        _ => null,
    };

    private static VendorError? Function(string path, string? name)
    {
        if (name is null)
            return VendorError.Missing(path);
        return IsName(name) ? null : VendorError.Invalid(path, NamePattern);
    }

    private static VendorError? Choice(JsonElement body)
    {
        if (body.Member("tool_choice") is not { } choice)
            return null;
        if (choice.ValueKind == JsonValueKind.String)
        {
            return choice.GetString() is "none" or "auto" or "required"
                ? null
                : VendorError.Invalid("tool_choice", "expected 'none', 'auto', 'required' or an object.");
        }

        return choice.Text("type") switch
        {
            "function" => body.Items("tools").Any(tool => Name(tool) is { } name && name == Name(choice))
                ? null
                : VendorError.Invalid("tool_choice", $"Tool choice '{Name(choice)}' not found in 'tools' parameter."),
            "custom" or "allowed_tools" => null,
            _ => VendorError.Invalid("tool_choice.type", "not a choice."),
        };
    }

    private static string? Name(JsonElement holder) => holder.Object("function")?.Text("name");
}
