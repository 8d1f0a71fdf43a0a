using System.Text.Json;
using System.Text.RegularExpressions;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Gemini;

/// <summary>What generateContent refuses in the tools and in the choice among them.</summary>
internal static partial class ToolChecks
{
    public static VendorError? Violation(JsonElement body)
    {
        JsonElement[] functions = [.. Declarations(body)];
        return functions.Select((function, i) => Function($"tools[0].function_declarations[{i}]", function))
                .FirstOrDefault(error => error is not null)
            ?? Repeated(functions)
            ?? Choice(body.Object("toolConfig")?.Object("functionCallingConfig"), functions);
    }

    public static IEnumerable<JsonElement> Declarations(JsonElement body) => body.Items("tools").SelectMany(tool => tool.Items("functionDeclarations"));

    public static bool IsName(string? name) => name is not null && Name().IsMatch(name);

    private static VendorError? Function(string path, JsonElement function)
    {
        if (!IsName(function.Text("name")))
        {
            return GenerateChecks.Refuse($"* GenerateContentRequest.{path}.name: Invalid function name. Must start with a letter or an "
                + "underscore. Must be alphameric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum "
                + "length of 64.");
        }

        if (function.Member("parametersJsonSchema") is { } json)
        {
            return function.Member("parameters") is null && json.ValueKind == JsonValueKind.Object
                ? null
                : GenerateChecks.Refuse($"{path}: only one of parameters and parameters_json_schema may be set, and to a schema");
        }

        return function.Object("parameters") is { } schema ? SchemaChecks.Violation($"{path}.parameters", schema) : null;
    }

    private static VendorError? Repeated(JsonElement[] functions) =>
        functions.GroupBy(function => function.Text("name"), StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } repeated
            ? GenerateChecks.Refuse($"Duplicate function declaration found: {repeated.Key}")
            : null;

    private static VendorError? Choice(JsonElement? config, JsonElement[] functions)
    {
        if (config is not { } choice)
            return null;
        var mode = choice.Text("mode") ?? "AUTO";
        string?[] allowed = [.. choice.Items("allowedFunctionNames").Select(name => name.GetString())];
        if (mode is not ("AUTO" or "ANY" or "NONE" or "VALIDATED"))
            return GenerateChecks.Refuse($"Invalid value at 'tool_config.function_calling_config.mode' (type.googleapis.com/Mode), \"{mode}\"");
        if (mode is "ANY" or "VALIDATED" && functions.Length == 0)
            return GenerateChecks.Refuse("Function calling config is set without function_declarations.");
        if (allowed.Length > 0 && mode is not ("ANY" or "VALIDATED"))
            return GenerateChecks.Refuse("Allowed function names should only be set when function calling mode is ANY or VALIDATED.");
        return allowed.Except(functions.Select(function => function.Text("name"))).Any()
            ? GenerateChecks.Refuse("Allowed function names must be among the function declarations.")
            : null;
    }

    [GeneratedRegex(@"^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}\z")]
    private static partial Regex Name();
}
