using System.Buffers.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Bedrock;

/// <summary>What Converse refuses: turns out of order, blocks that are none, calls without tools or without results.</summary>
internal static partial class ConverseChecks
{
    private static readonly string[] Images = ["png", "jpeg", "gif", "webp"];
    private static readonly string[] Documents = ["pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"];

    private static readonly string[] Sampling = ["temperature", "topP"];

    public static VendorError? Violation(JsonElement body, Seal seal) =>
        Turns(body) ?? body.Items("messages").Select(message => Message(message, seal)).FirstOrDefault(error => error is not null)
        ?? DocumentNames(body) ?? Tools(body) ?? Results(body) ?? Settings(body);

    private static VendorError? Turns(JsonElement body)
    {
        string[] roles = [.. body.Items("messages").Select(message => message.Text("role") ?? "")];
        if (roles.Length == 0 || roles[0] != "user")
            return Refuse("A conversation must start with a user message. Try again with a conversation that starts with a user message.");
        return roles.Where((role, i) => role is not ("user" or "assistant") || (i > 0 && role == roles[i - 1])).Any()
            ? Refuse("A conversation must alternate between user and assistant roles.")
            : null;
    }

    private static VendorError? Message(JsonElement message, Seal seal)
    {
        JsonElement[] blocks = [.. message.Items("content")];
        if (blocks.Length == 0)
            return Refuse("The content field in the Message object is empty.");
        if (blocks.Any(block => block.Object("document") is not null) && !blocks.Any(block => block.Text("text") is not null))
            return Refuse("A text block must be included when a document is.");
        return blocks.Select(block => Block(block, message.Text("role") == "assistant", seal)).FirstOrDefault(error => error is not null);
    }

    private static VendorError? Block(JsonElement block, bool isAssistant, Seal seal)
    {
        if (block.ValueKind != JsonValueKind.Object || block.EnumerateObject().Count() != 1)
            return Refuse("A content block has exactly one member.");
        return block.EnumerateObject().First() switch
        {
            { Name: "text", Value: var text } => Text(text),
            { Name: "image", Value: var image } => Media(image, Images, "image"),
            { Name: "document", Value: var document } => Media(document, Documents, "document") ?? Name(document),
            { Name: "audio" } => null,
            { Name: "cachePoint", Value: var point } => point.Text("type") == "default" ? null : Refuse("cachePoint.type: must be default"),
            { Name: "toolUse", Value: var call } when isAssistant => Call(call),
            { Name: "toolResult", Value: var result } when !isAssistant => Result(result, seal),
            { Name: "reasoningContent", Value: var reasoning } when isAssistant => Reasoning(reasoning, seal),
            var other => Refuse($"A block of the kind {other.Name} cannot be here."),
        };
    }

    private static VendorError? Text(JsonElement text) =>
        text.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(text.GetString())
            ? null
            : Refuse("The text field in the ContentBlock object is blank. Add text to the text field, and try again.");

    private static VendorError? Media(JsonElement media, string[] formats, string kind) =>
        formats.Contains(media.Text("format")) && media.Object("source")?.Text("bytes") is { Length: > 0 } bytes && Base64.IsValid(bytes)
            ? null
            : Refuse($"The {kind} cannot be read.");

    private static VendorError? Name(JsonElement document) => DocumentName().IsMatch(document.Text("name") ?? "")
        ? null
        : Refuse("The document file name can only contain alphanumeric characters, single spaces, hyphens, parentheses and square brackets.");

    private static VendorError? Call(JsonElement call) =>
        ToolName().IsMatch(call.Text("name") ?? "") && CallId().IsMatch(call.Text("toolUseId") ?? "") && call.Object("input") is not null
            ? null
            : Refuse("toolUse: name, toolUseId and input must fit their patterns.");

    private static VendorError? Result(JsonElement result, Seal seal)
    {
        if (!CallId().IsMatch(result.Text("toolUseId") ?? "") || result.Text("status") is not (null or "success" or "error"))
            return Refuse("toolResult: toolUseId and status must fit their patterns.");
        return result.Items("content").Any(inner => inner.Object("cachePoint") is not null)
            ? Refuse("toolResult.content: cachePoint is not permitted")
            : result.Items("content").Where(inner => inner.Object("json") is null)
                .Select(inner => Block(inner, isAssistant: false, seal)).FirstOrDefault(error => error is not null);
    }

    private static VendorError? Reasoning(JsonElement reasoning, Seal seal)
    {
        if (reasoning.Text("redactedContent") is not null)
            return null;
        var text = reasoning.Object("reasoningText");
        return text?.Text("signature") is { } signature && seal.Open(signature) == text.Value.Text("text")
            ? null
            : Refuse("Invalid `signature` in `thinking` block");
    }

    private static VendorError? DocumentNames(JsonElement body)
    {
        string?[] names = [.. body.Items("messages").SelectMany(message => message.Items("content"))
            .Select(block => block.Object("document")?.Text("name")).Where(name => name is not null)];
        return names.Distinct().Count() == names.Length ? null : Refuse("Documents must have distinct names.");
    }

    private static VendorError? Tools(JsonElement body)
    {
        var config = body.Object("toolConfig");
        var blocks = body.Items("messages").SelectMany(message => message.Items("content"));
        if (config is null)
        {
            return blocks.Any(block => block.Object("toolUse") is not null || block.Object("toolResult") is not null)
                ? Refuse("The toolConfig field must be defined when using toolUse and toolResult content blocks.")
                : null;
        }

        JsonElement[] tools = [.. config.Value.Items("tools").Select(tool => tool.Object("toolSpec")).OfType<JsonElement>()];
        if (tools.Length == 0)
            return Refuse("toolConfig.tools: must have at least one tool");
        if (tools.Any(tool => !ToolName().IsMatch(tool.Text("name") ?? "") || tool.Text("description") == ""
            || tool.Object("inputSchema")?.Object("json") is null))
            return Refuse("toolConfig.tools: name, description or inputSchema does not fit");
        if (config.Value.Member("toolChoice") is not { } choice)
            return null;
        return choice.ValueKind == JsonValueKind.Object && choice.EnumerateObject().ToArray() is [{ Name: "auto" or "any" or "tool" } kind]
            && (kind.Name != "tool" || tools.Any(tool => tool.Text("name") == kind.Value.Text("name")))
            ? null
            : Refuse("toolConfig.toolChoice: must be one of auto, any and a tool that is offered");
    }

    private static VendorError? Results(JsonElement body)
    {
        JsonElement[] messages = [.. body.Items("messages")];
        for (var i = 0; i < messages.Length; i++)
        {
            string?[] calls = Ids(messages[i], "toolUse");
            string?[] before = i == 0 ? [] : Ids(messages[i - 1], "toolUse");
            string?[] results = Ids(messages[i], "toolResult");
            if (calls.Length > 0 && (i + 1 == messages.Length || calls.Except(Ids(messages[i + 1], "toolResult")).Any()))
                return Refuse("Expected toolResult blocks for the toolUse blocks of the previous turn.");
            if (results.Except(before).Any() || results.Length != results.Distinct().Count())
                return Refuse("The number of toolResult blocks exceeds the number of toolUse blocks of previous turn.");
        }

        return null;
    }

    private static VendorError? Settings(JsonElement body)
    {
        var inference = body.Object("inferenceConfig");
        if (body.Items("system").Any(block => block.Object("cachePoint") is null && string.IsNullOrWhiteSpace(block.Text("text"))))
            return Refuse("system: the text is blank");
        if (inference?.Member("maxTokens") is not null && inference.Value.Integer("maxTokens") is not >= 1)
            return Refuse("inferenceConfig.maxTokens: must be at least 1");
        string? outside = Sampling.FirstOrDefault(name =>
            inference?.Member(name) is not null && inference.Value.Decimal(name) is not (>= 0 and <= 1));
        return outside is null ? null : Refuse($"inferenceConfig.{outside}: must be from 0 to 1");
    }

    private static string?[] Ids(JsonElement message, string kind) =>
        [.. message.Items("content").Select(block => block.Object(kind)?.Text("toolUseId")).Where(id => id is not null)];

    private static VendorError Refuse(string message) => new(400, message);

    [GeneratedRegex(@"^[a-zA-Z0-9_-]{1,64}\z")]
    private static partial Regex ToolName();

    [GeneratedRegex(@"^[a-zA-Z0-9_.:-]{1,64}\z")]
    private static partial Regex CallId();

    [GeneratedRegex(@"^(?!.*  )[a-zA-Z0-9 \-()\[\]]{1,200}\z")]
    private static partial Regex DocumentName();
}
