using System.Text.Json;
using Headgate.Simulator.OpenAI.Chat;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Responses;

/// <summary>What responses refuses in the tools and in the choice among them.</summary>
internal static class ResponsesToolChecks
{
    public static VendorError? Violation(JsonElement body)
    {
        if (body.Member("tools") is { ValueKind: not JsonValueKind.Array })
            return VendorError.Mistyped("tools", "an array of objects");
        return body.Items("tools").Select((tool, i) => Tool($"tools[{i}]", tool)).FirstOrDefault(error => error is not null) ?? Choice(body);
    }

    private static VendorError? Tool(string path, JsonElement tool) => tool.Text("type") switch
    {
        "function" or "custom" => Name($"{path}.name", tool.Text("name")),
        "namespace" => tool.Items("tools").Select((inner, i) => Tool($"{path}.tools[{i}]", inner)).FirstOrDefault(error => error is not null),
        null => VendorError.Missing($"{path}.type"),
        _ => null,
    };

    private static VendorError? Name(string path, string? name)
    {
        if (name is null)
            return VendorError.Missing(path);
        return ChatToolChecks.IsName(name) ? null : VendorError.Invalid(path, ChatToolChecks.NamePattern);
    }

    private static VendorError? Choice(JsonElement body)
    {
        if (body.Object("tool_choice") is not { } choice || choice.Text("type") is not ("function" or "custom"))
            return null;
        var offered = body.Items("tools").Concat(body.Items("tools").SelectMany(tool => tool.Items("tools")));
        return offered.Any(tool => tool.Text("type") == choice.Text("type") && tool.Text("name") == choice.Text("name"))
            ? null
            : VendorError.Invalid("tool_choice", $"Tool choice '{choice.Text("name")}' not found in 'tools' parameter.");
    }
}
