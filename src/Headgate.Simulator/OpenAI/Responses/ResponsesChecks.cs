using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Responses;

/// <summary>What responses refuses. There are no conversations here.</summary>
internal static class ResponsesChecks
{
    public static VendorError? Violation(JsonElement body, Seal seal) =>
        body.Member("input") is null && body.Member("conversation") is null ? VendorError.Missing("input") : ViolationOfRest(body, seal);

    /// <summary>The same where what was said before may be all there is.</summary>
    public static VendorError? ViolationOfRest(JsonElement body, Seal seal)
    {
        if (body.Member("conversation") is not null)
        {
            return new VendorError(400, "The object named by 'conversation' was not found.")
            {
                Param = "conversation",
                Code = "conversation_not_found",
            };
        }

        return (body.Member("input") is { } input ? Input(input, seal) : null)
            ?? ResponsesTurnChecks.Violation(body)
            ?? CommonChecks.Options(body)
            ?? CommonChecks.Positive(body, "max_output_tokens")
            ?? ResponsesToolChecks.Violation(body);
    }

    private static VendorError? Input(JsonElement input, Seal seal) => input.ValueKind switch
    {
        JsonValueKind.String => null,
        JsonValueKind.Array => input.EnumerateArray().Select((item, i) => Item($"input[{i}]", item, seal))
            .FirstOrDefault(error => error is not null),
        _ => VendorError.Mistyped("input", "a string or an array of items"),
    };

    private static VendorError? Item(string path, JsonElement item, Seal seal)
    {
        if (item.ValueKind != JsonValueKind.Object)
            return VendorError.Mistyped(path, "an object");
        return item.Text("type") switch
        {
            null or "message" => Identity(path, item, "msg") ?? Message(path, item),
            "function_call_output" or "custom_tool_call_output" => item.Text("call_id") is null ? VendorError.Missing($"{path}.call_id") : null,
            "function_call" => Identity(path, item, "fc") ?? Call(path, item, "arguments"),
            "custom_tool_call" => Identity(path, item, "ctc") ?? Call(path, item, "input"),
            "compaction" => Identity(path, item, "cmp") ?? Reasoning(path, item, seal),
            "reasoning" => Identity(path, item, "rs") ?? Reasoning(path, item, seal),
            _ => null,
        };
    }

    /// <summary>An item's id tells its kind.</summary>
    private static VendorError? Identity(string path, JsonElement item, string kind) =>
        item.Text("id") is { } id && !id.StartsWith(kind, StringComparison.Ordinal)
            ? VendorError.Invalid($"{path}.id", $"'{id}'. Expected an ID that begins with '{kind}'.")
            : null;

    private static VendorError? Call(string path, JsonElement item, string input)
    {
        var missing = new[] { "call_id", "name", input }.FirstOrDefault(name => item.Text(name) is null);
        return missing is null ? null : VendorError.Missing($"{path}.{missing}");
    }

    private static VendorError? Message(string path, JsonElement item)
    {
        if (item.Text("role") is not ("user" or "assistant" or "system" or "developer"))
            return VendorError.Invalid($"{path}.role", "not a role.");
        if (item.Member("content") is not { } content)
            return VendorError.Missing($"{path}.content");
        return content.ValueKind switch
        {
            JsonValueKind.String => null,
            JsonValueKind.Array => content.EnumerateArray()
                .Select((part, i) => Part($"{path}.content[{i}]", part, item.Text("role") == "assistant"))
                .FirstOrDefault(error => error is not null),
            _ => VendorError.Mistyped($"{path}.content", "a string or an array of parts"),
        };
    }

    private static VendorError? Part(string path, JsonElement part, bool isAnswer) => part.Text("type") switch
    {
        not ("output_text" or "refusal") when isAnswer =>
            VendorError.Invalid($"{path}.type", "Supported values are: 'output_text' and 'refusal'."),
        "output_text" or "refusal" when !isAnswer => VendorError.Invalid(
            $"{path}.type", "Supported values are: 'input_text', 'input_image', 'input_audio' and 'input_file'."),
        "input_text" or "output_text" => part.Text("text") is null ? VendorError.Missing($"{path}.text") : null,
        "input_image" => part.Text("file_id") is null ? CommonChecks.Image($"{path}.image_url", part.Text("image_url")) : null,
        "input_file" or "input_audio" or "refusal" => null,
        _ => VendorError.Invalid($"{path}.type", "not a content part."),
    };

    /// <summary>Encrypted reasoning comes back unchanged or not at all.</summary>
    private static VendorError? Reasoning(string path, JsonElement item, Seal seal) =>
        item.Text("encrypted_content") is { } content && seal.Open(content) is null
            ? new VendorError(400, $"The encrypted content of '{path}' could not be verified.")
            {
                Param = $"{path}.encrypted_content",
                Code = "invalid_encrypted_content",
            }
            : null;
}
