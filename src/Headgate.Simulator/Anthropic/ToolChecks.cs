using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Anthropic;

/// <summary>What messages refuses in the tools and in the choice among them.</summary>
internal static class ToolChecks
{
    public static VendorError? Violation(JsonElement body)
    {
        if (body.Member("tools") is { ValueKind: not JsonValueKind.Array })
            return MessagesChecks.Refuse("tools: Input should be a valid array");
        return body.Items("tools").Select((tool, i) => Tool($"tools.{i}", tool)).FirstOrDefault(error => error is not null)
            ?? Repeated(body)
            ?? Choice(body);
    }

    private static VendorError? Tool(string path, JsonElement tool)
    {
        if (tool.Text("name") is not { } name)
            return MessagesChecks.Refuse($"{path}.name: Field required");
        if (tool.Text("type") is not (null or "custom"))
            return null;
        if (!VendorNames.IsToolName(name))
            return MessagesChecks.Refuse($"{path}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'");
        if (tool.Object("input_schema") is not { } schema)
            return MessagesChecks.Refuse($"{path}.custom.input_schema: Field required");
        return schema.Text("type") == "object" ? null : MessagesChecks.Refuse($"{path}.custom.input_schema.type: Input should be 'object'");
    }

    private static VendorError? Repeated(JsonElement body)
    {
        var names = body.Items("tools").Select(tool => tool.Text("name")).ToList();
        return names.Distinct(StringComparer.Ordinal).Count() == names.Count
            ? null
            : MessagesChecks.Refuse("tools: Tool names must be unique.");
    }

    private static VendorError? Choice(JsonElement body)
    {
        if (body.Member("tool_choice") is not { } choice)
            return null;
        if (choice.Text("type") is not ("auto" or "any" or "none" or "tool"))
            return MessagesChecks.Refuse("tool_choice.type: Input should be 'auto', 'any', 'none' or 'tool'");
        if (!body.Items("tools").Any())
            return MessagesChecks.Refuse("tool_choice: may only be specified while providing tools");
        return choice.Text("type") == "tool" && body.Items("tools").All(tool => tool.Text("name") != choice.Text("name"))
            ? MessagesChecks.Refuse($"tool_choice: Tool '{choice.Text("name")}' not found in provided tools")
            : null;
    }
}
