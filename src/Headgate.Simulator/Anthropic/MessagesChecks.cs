using System.Text.Json;
using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Serving;
using Microsoft.AspNetCore.Http;

namespace Headgate.Simulator.Anthropic;

/// <summary>What messages refuses: first what is wrong with a member alone, then what members may not say together.</summary>
internal static class MessagesChecks
{
    /// <summary>The version since which sampling parameters, among others, are refused.</summary>
    private const string StrictVersion = "2026-10-21";
    private const int MostCacheMarkers = 4;

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
            ?? ToolChecks.Violation(body)
            ?? (version == StrictVersion ? SamplingUsed(body) : Range(body, "temperature") ?? Range(body, "top_p"))
            ?? TurnChecks.Violation(body)
            ?? ThinkingChecks.Violation(body);
    }

    /// <summary>The output bound, which only counting does without.</summary>
    public static VendorError? Bound(JsonElement body)
    {
        if (body.Member("max_tokens") is null)
            return Refuse("max_tokens: Field required");
        return body.Integer("max_tokens") is >= 0 ? null : Refuse("max_tokens: Input should be a non-negative integer");
    }

    public static VendorError Refuse(string message) => new(400, message);

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
        return Content($"{path}.content", content, message.Text("role")!, isStrict, seal);
    }

    private static VendorError? Content(string path, JsonElement content, string role, bool isStrict, Seal seal) => content.ValueKind switch
    {
        JsonValueKind.String => BlockChecks.Blank(path, content.GetString()!),
        JsonValueKind.Array when content.GetArrayLength() == 0 => Refuse($"{path}: messages must have non-empty content"),
        JsonValueKind.Array => content.EnumerateArray()
            .Select((block, i) => BlockChecks.Violation($"{path}.{i}", block, role, isStrict, seal))
            .FirstOrDefault(error => error is not null),
        _ => Refuse($"{path}: Input should be a string or an array"),
    };

    private static VendorError? Shape(JsonElement body)
    {
        if (body.Member("stream") is not null && body.Flag("stream") is null)
            return Refuse("stream: Input should be a valid boolean");
        if (body.Member("system") is { ValueKind: not (JsonValueKind.String or JsonValueKind.Array) })
            return Refuse("system: Input should be a string or an array");
        if (body.Items("system").Any(block => string.IsNullOrWhiteSpace(block.Text("text"))))
            return Refuse("system: text content blocks must be non-empty");
        if (body.Member("stop_sequences") is { ValueKind: not JsonValueKind.Array })
            return Refuse("stop_sequences: Input should be a valid array");
        if (body.Items("stop_sequences").Any(stop => stop.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(stop.GetString())))
            return Refuse("stop_sequences: each stop sequence must contain non-whitespace");
        return CacheMarkers(body) is var markers and > MostCacheMarkers
            ? Refuse($"A maximum of {MostCacheMarkers} blocks with cache_control may be provided. Found {markers}.")
            : null;
    }

    private static int CacheMarkers(JsonElement body)
    {
        var turns = body.Items("messages").SelectMany(message => message.Items("content"));
        return body.Items("system").Concat(body.Items("tools")).Concat(turns).Concat(turns.SelectMany(block => block.Items("content")))
            .Count(block => block.Object("cache_control") is not null);
    }

    private static VendorError? SamplingUsed(JsonElement body) =>
        Sampling.FirstOrDefault(name => body.Member(name) is not null) is { } used
            ? Refuse($"{used}: not supported since version {StrictVersion}")
            : null;

    private static VendorError? Range(JsonElement body, string name) =>
        body.Member(name) is not null && body.Decimal(name) is not (>= 0 and <= 1)
            ? Refuse($"{name}: Input should be a number from 0 to 1")
            : null;
}
