using System.Text.Json;
using System.Text.RegularExpressions;
using Headgate.EndToEnd.Wire;

namespace Headgate.EndToEnd.Worlds;

/// <summary>The gist of a Gemini request, whose calls and results know each other by name: next to it a gist has no ids.</summary>
internal static partial class GeminiGist
{
    public static IEnumerable<string> Of(JsonElement body)
    {
        foreach (var tool in Gist.Items(body, "tools").SelectMany(tool => Gist.Items(tool, "functionDeclarations")))
            yield return $"tool {Gist.Text(tool, "name")} {Gist.Text(tool, "description")} {Gist.Compact(tool.GetProperty("parametersJsonSchema"))}";
        // Strictness of tools is a mode here, and no choice.
        if (Gist.Member(body, "toolConfig", "functionCallingConfig") is { } choice && Gist.Text(choice, "mode") != "VALIDATED")
            yield return Choice(choice);
        if (Gist.Member(body, "generationConfig", "responseJsonSchema") is { } schema)
            yield return $"answer {Gist.Compact(schema)}";
        if (Gist.Member(body, "generationConfig", "responseSchema") is { } googles)
            yield return $"answer {Types().Replace(Gist.Compact(googles), type => type.Value.ToLowerInvariant())}";
        if (Gist.Member(body, "systemInstruction") is { } system)
            yield return $"system {string.Concat(Gist.Items(system, "parts").Select(part => Gist.Text(part, "text")))}";
        foreach (var content in Gist.Items(body, "contents"))
        {
            var role = Gist.Text(content, "role") == "model" ? "assistant" : "user";
            foreach (var part in Gist.Items(content, "parts").Where(part => Gist.Member(part, "thought") is null && Gist.Text(part, "text") != ""))
                yield return Part(role, part);
        }
    }

    /// <summary>Whether a client called in Gemini's protocol.</summary>
    public static bool IsOf(WireExchange exchange) => exchange.Path.Contains("/models/", StringComparison.Ordinal);

    /// <summary>The gist of a request of another protocol, without the ids of its calls and results.</summary>
    public static IEnumerable<string> WithoutIds(IEnumerable<string> gist) => gist.Select(said => Id().Replace(said, "$1"));

    private static string Choice(JsonElement choice) => (Gist.Text(choice, "mode"), Gist.Items(choice, "allowedFunctionNames").ToList()) switch
    {
        ("ANY", [var only]) => $"choice of {only.GetString()}",
        ("ANY", _) => "choice required",
        var (mode, _) => $"choice {mode!.ToLowerInvariant()}",
    };

    private static string Part(string role, JsonElement part)
    {
        if (Gist.Text(part, "text") is { } text)
            return $"{role} {text}";
        if (Gist.Member(part, "inlineData") is { } data)
            return $"{role} image data:{Gist.Text(data, "mimeType")};base64,{Gist.Text(data, "data")}";
        if (Gist.Member(part, "functionCall") is { } call)
            return $"{role} calls {Gist.Text(call, "name")} {Gist.Compact(call.GetProperty("args"))}";
        return $"result {Only(part.GetProperty("functionResponse").GetProperty("response"))}";
    }

    /// <summary>What a function answered: the text, when its object holds nothing else.</summary>
    private static string Only(JsonElement response) =>
        response.EnumerateObject().ToArray() is [{ Value: { ValueKind: JsonValueKind.String } only }] ? only.GetString()! : Gist.Compact(response);

    [GeneratedRegex("(?<=\"type\":\")[A-Z]+(?=\")")]
    private static partial Regex Types();

    [GeneratedRegex(@"^(\w+ calls|result) \S+")]
    private static partial Regex Id();
}
