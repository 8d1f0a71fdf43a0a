using System.Buffers.Text;
using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.Gemini;

/// <summary>What generateContent refuses in one part, whatever stands around it.</summary>
internal static class PartChecks
{
    private static readonly string[] Kinds =
    [
        "text", "inlineData", "fileData", "functionCall", "functionResponse", "executableCode", "codeExecutionResult", "toolCall",
        "toolResponse",
    ];

    private static readonly string[] Media = ["image/", "audio/", "video/", "text/", "application/pdf", "application/json"];

    private static readonly string[] Places =
    [
        "https://generativelanguage.googleapis.com/", "gs://", "https://www.youtube.com/", "https://youtube.com/", "https://youtu.be/",
    ];

    public static VendorError? Violation(string path, JsonElement part, Seal seal)
    {
        string[] kinds = [.. Kinds.Where(kind => part.Member(kind) is not null)];
        return kinds switch
        {
            [] => GenerateChecks.Refuse(
                $"* GenerateContentRequest.{path}.data: required oneof field 'data' must have one initialized field"),
            [_, var second, ..] => GenerateChecks.Refuse(
                $"Invalid value at '{path}' (oneof), oneof field 'data' is already set. Cannot set '{second}'"),
            [var kind] => Data(path, kind, part.Member(kind)!.Value) ?? SignatureChecks.Flaw(path, part, seal),
        };
    }

    private static VendorError? Data(string path, string kind, JsonElement data) => kind switch
    {
        "text" when data.ValueKind != JsonValueKind.String => Mistyped($"{path}.text", "TYPE_STRING", data),
        "inlineData" => Inline(path, data),
        "fileData" => File(data),
        "functionCall" => Call(path, data),
        "functionResponse" => Response(path, data),
        _ => null,
    };

    private static VendorError? Inline(string path, JsonElement data)
    {
        var type = data.Text("mimeType") ?? "";
        if (!Media.Any(known => type.StartsWith(known, StringComparison.Ordinal)))
            return GenerateChecks.Refuse($"Unsupported MIME type: {type}");
        return data.Text("data") is { Length: > 0 } bytes && Base64.IsValid(bytes)
            ? null
            : GenerateChecks.Refuse($"Invalid value at '{path}.inline_data.data' (TYPE_BYTES), Base64 decoding failed");
    }

    /// <summary>Files are Google's own, or videos that it hosts.</summary>
    private static VendorError? File(JsonElement data) =>
        Places.Any(place => data.Text("fileUri")?.StartsWith(place, StringComparison.Ordinal) == true)
            ? null
            : GenerateChecks.Refuse($"Invalid or unsupported file uri: {data.Text("fileUri")}");

    private static VendorError? Call(string path, JsonElement call)
    {
        if (!ToolChecks.IsName(call.Text("name")))
            return Nameless(path, "function_call");
        return call.Member("args") is { ValueKind: not JsonValueKind.Object } args
            ? Mistyped($"{path}.function_call.args", "type.googleapis.com/google.protobuf.Struct", args)
            : null;
    }

    private static VendorError? Response(string path, JsonElement response)
    {
        if (!ToolChecks.IsName(response.Text("name")))
            return Nameless(path, "function_response");
        if (response.Member("response") is not { } said)
            return GenerateChecks.Refuse($"* GenerateContentRequest.{path}.function_response.response: required field is missing");
        if (said.ValueKind != JsonValueKind.Object)
            return Mistyped($"{path}.function_response.response", "type.googleapis.com/google.protobuf.Struct", said);
        return response.Items("parts").Select(part => part.Object("inlineData")).OfType<JsonElement>()
            .Select(data => Inline($"{path}.function_response.parts", data)).FirstOrDefault(error => error is not null);
    }

    private static VendorError Nameless(string path, string kind) =>
        GenerateChecks.Refuse($"* GenerateContentRequest.{path}.{kind}.name: Name cannot be empty or break the rules of names.");

    private static VendorError Mistyped(string path, string type, JsonElement value) =>
        GenerateChecks.Refuse($"Invalid value at '{path}' ({type}), {value.GetRawText()}");
}
