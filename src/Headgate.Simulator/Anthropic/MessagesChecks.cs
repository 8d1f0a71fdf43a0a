using System.Buffers.Text;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Anthropic;

/// <summary>What messages refuses.</summary>
internal static class MessagesChecks
{
    /// <summary>The version since which sampling parameters, among others, are refused.</summary>
    private const string StrictVersion = "2026-10-21";

    private static readonly string[] Versions = ["2023-01-01", "2023-06-01", StrictVersion];
    private static readonly string[] Sampling = ["temperature", "top_p", "top_k"];

    public static VendorError? Violation(JsonElement body, IHeaderDictionary headers, Seal seal)
    {
        var version = headers["anthropic-version"].ToString();
        if (version.Length == 0)
            return Refuse("anthropic-version: header is required");
        if (!Versions.Contains(version))
            return Refuse($"anthropic-version: \"{version}\" is not a valid version");
        return Messages(body, version == StrictVersion, seal)
            ?? Shape(body)
            ?? (version == StrictVersion ? SamplingUsed(body) : null);
    }

    /// <summary>The output bound, which only counting does without.</summary>
    public static VendorError? Bound(JsonElement body)
    {
        if (body.Member("max_tokens") is null)
            return Refuse("max_tokens: Field required");
        return body.Integer("max_tokens") is >= 0 ? null : Refuse("max_tokens: Input should be a non-negative integer");
    }

    private static VendorError? Messages(JsonElement body, bool isStrict, Seal seal)
    {
        if (body.Member("messages") is not { } messages)
            return Refuse("messages: Field required");
        if (messages.ValueKind != JsonValueKind.Array)
            return Refuse("messages: Input should be a valid array");
        if (messages.GetArrayLength() == 0)
            return Refuse("messages: at least one message is required");
        return messages.EnumerateArray()
            .Select((message, i) => Message($"messages.{i}", message, isStrict, seal))
            .FirstOrDefault(error => error is not null);
    }

    private static VendorError? Message(string path, JsonElement message, bool isStrict, Seal seal)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return Refuse($"{path}: Input should be an object");
        if (message.Text("role") is not ("user" or "assistant" or "system"))
            return Refuse($"{path}.role: Input should be 'user', 'assistant' or 'system'");
        if (message.Member("content") is not { } content)
            return Refuse($"{path}.content: Field required");
        var isAssistant = message.Text("role") == "assistant";
        return content.ValueKind switch
        {
            JsonValueKind.String => null,
            JsonValueKind.Array => content.EnumerateArray()
                .Select((block, i) => Block($"{path}.content.{i}", block, isAssistant, seal)
                    ?? (isStrict ? StrictBlock($"{path}.content.{i}", block, isAssistant) : null))
                .FirstOrDefault(error => error is not null),
            _ => Refuse($"{path}.content: Input should be a string or an array"),
        };
    }

    private static VendorError? Block(string path, JsonElement block, bool isAssistant, Seal seal) => block.Text("type") switch
    {
        null => Refuse($"{path}.type: Field required"),
        "text" => block.Text("text") is null ? Refuse($"{path}.text: Field required") : null,
        "image" => Image(path, block),
        "thinking" => isAssistant ? Thinking(path, block, seal) : Refuse($"{path}: thinking blocks come from the assistant"),
        "tool_use" => block.Object("input") is null ? Refuse($"{path}.input: Field required") : null,
        "tool_result" => block.Text("tool_use_id") is null ? Refuse($"{path}.tool_use_id: Field required") : null,
        _ => null,
    };

    private static VendorError? Image(string path, JsonElement block)
    {
        var source = block.Object("source");
        var fits = source?.Text("type") switch
        {
            "base64" => source.Value.Text("media_type") is "image/jpeg" or "image/png" or "image/gif" or "image/webp"
                && source.Value.Text("data") is { Length: > 0 } data && Base64.IsValid(data),
            "url" => source.Value.Text("url") is not null,
            "file" => source.Value.Text("file_id") is not null,
            _ => false,
        };
        return fits ? null : Refuse($"{path}.source: not an image that can be read");
    }

    /// <summary>Reasoning comes back as it was signed; omitted reasoning comes back empty, with its signature.</summary>
    private static VendorError? Thinking(string path, JsonElement block, Seal seal)
    {
        var thinking = block.Text("thinking");
        if (thinking is null || block.Text("signature") is not { } signature)
            return Refuse($"{path}: thinking and signature are required");
        var signed = seal.Open(signature);
        return signed is not null && (thinking.Length == 0 || thinking == signed)
            ? null
            : Refuse($"{path}: Invalid `signature` in `thinking` block");
    }

    private static VendorError? StrictBlock(string path, JsonElement block, bool isAssistant)
    {
        if (isAssistant && block.Text("type") == "document")
            return Refuse($"{path}: documents are not permitted in an assistant message");
        return !isAssistant && block.Text("type") == "text" && block.Items("citations").Any()
            ? Refuse($"{path}.citations: Extra inputs are not permitted")
            : null;
    }

    private static VendorError? Shape(JsonElement body)
    {
        if (body.Member("stream") is not null && body.Flag("stream") is null)
            return Refuse("stream: Input should be a valid boolean");
        if (body.Member("system") is { ValueKind: not (JsonValueKind.String or JsonValueKind.Array) })
            return Refuse("system: Input should be a string or an array");
        if (body.Member("tools") is { ValueKind: not JsonValueKind.Array })
            return Refuse("tools: Input should be a valid array");
        var nameless = body.Items("tools").Select((tool, i) => (tool, i)).Where(t => t.tool.Text("name") is null).ToList();
        return nameless.Count > 0 ? Refuse($"tools.{nameless[0].i}.name: Field required") : null;
    }

    private static VendorError? SamplingUsed(JsonElement body) =>
        Sampling.FirstOrDefault(name => body.Member(name) is not null) is { } used
            ? Refuse($"{used}: not supported since version {StrictVersion}")
            : null;

    private static VendorError Refuse(string message) => new(400, message);
}
