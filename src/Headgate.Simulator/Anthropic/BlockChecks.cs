using System.Buffers.Text;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Anthropic;

/// <summary>What messages refuses in one content block, whatever stands around it.</summary>
internal static class BlockChecks
{
    public static VendorError? Violation(string path, JsonElement block, string role, bool isStrict, Seal seal) =>
        Block(path, block, role, seal) ?? (isStrict ? StrictBlock(path, block, role) : null);

    /// <summary>Text that says nothing, which the vendor refuses wherever it stands.</summary>
    public static VendorError? Blank(string path, string text) => text.Length switch
    {
        0 => MessagesChecks.Refuse($"{path}: text content blocks must be non-empty"),
        _ when string.IsNullOrWhiteSpace(text) => MessagesChecks.Refuse($"{path}: text content blocks must contain non-whitespace text"),
        _ => null,
    };

    private static VendorError? Block(string path, JsonElement block, string role, Seal seal) => block.Text("type") switch
    {
        null => MessagesChecks.Refuse($"{path}.type: Field required"),
        "text" => Text(path, block),
        "image" => Image(path, block),
        "thinking" => role == "assistant" ? Thinking(path, block, seal) : Misplaced(path, "thinking", "assistant"),
        "redacted_thinking" => role == "assistant" ? Required(path, block.Text("data"), "data") : Misplaced(path, "thinking", "assistant"),
        "tool_use" => role == "assistant" ? ToolUse(path, block) : Misplaced(path, "tool_use", "assistant"),
        "tool_result" => role == "user" ? ToolResult(path, block) : Misplaced(path, "tool_result", "user"),
        _ => null,
    };

    private static VendorError? Text(string path, JsonElement block) =>
        Required(path, block.Text("text"), "text") ?? Blank($"{path}.text", block.Text("text")!);

    private static VendorError? ToolUse(string path, JsonElement block)
    {
        if ((Required(path, block.Text("id"), "id") ?? Required(path, block.Text("name"), "name")) is { } missing)
            return missing;
        if (!VendorNames.IsToolUseId(block.Text("id")!))
            return MessagesChecks.Refuse($"{path}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'");
        if (!VendorNames.IsToolName(block.Text("name")!))
            return MessagesChecks.Refuse($"{path}.tool_use.name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'");
        return block.Object("input") is null ? MessagesChecks.Refuse($"{path}.input: Input should be a valid dictionary") : null;
    }

    private static VendorError? ToolResult(string path, JsonElement block)
    {
        if (Required(path, block.Text("tool_use_id"), "tool_use_id") is { } missing)
            return missing;
        return block.Items("content")
            .Select((inner, i) => inner.Text("type") switch
            {
                "text" => Text($"{path}.content.{i}", inner),
                "image" => Image($"{path}.content.{i}", inner),
                "document" or "search_result" or "tool_reference" => null,
                _ => MessagesChecks.Refuse($"{path}.content.{i}.type: not a block that a tool result may have"),
            })
            .FirstOrDefault(error => error is not null);
    }

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
        return fits ? null : MessagesChecks.Refuse($"{path}.source: not an image that can be read");
    }

    /// <summary>Reasoning comes back as it was signed; omitted reasoning comes back empty, with its signature.</summary>
    private static VendorError? Thinking(string path, JsonElement block, Seal seal)
    {
        var thinking = block.Text("thinking");
        if (thinking is null || block.Text("signature") is not { } signature)
            return MessagesChecks.Refuse($"{path}: thinking and signature are required");
        var signed = seal.Open(signature);
        return signed is not null && (thinking.Length == 0 || thinking == signed)
            ? null
            : MessagesChecks.Refuse($"{path}: Invalid `signature` in `thinking` block");
    }

    private static VendorError? StrictBlock(string path, JsonElement block, string role)
    {
        if (role == "assistant" && block.Text("type") == "document")
            return MessagesChecks.Refuse($"{path}: documents are not permitted in an assistant message");
        return role == "user" && block.Text("type") == "text" && block.Items("citations").Any()
            ? MessagesChecks.Refuse($"{path}.citations: Extra inputs are not permitted")
            : null;
    }

    private static VendorError? Required(string path, string? value, string name) =>
        value is null ? MessagesChecks.Refuse($"{path}.{name}: Field required") : null;

    private static VendorError Misplaced(string path, string type, string role) =>
        MessagesChecks.Refuse($"{path}: `{type}` blocks can only be in `{role}` messages");
}
