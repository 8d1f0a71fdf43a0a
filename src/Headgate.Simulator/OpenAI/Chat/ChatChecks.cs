using System.Text.Json;
using Headgate.Simulator.Serving;

namespace Headgate.Simulator.OpenAI.Chat;

/// <summary>What chat completions refuses: first what is wrong with a member alone, then what members may not say together.</summary>
internal static class ChatChecks
{
    private const int MostStops = 4;

    public static VendorError? Violation(JsonElement body)
    {
        if (body.Member("messages") is not { } messages)
            return VendorError.Missing("messages");
        if (messages.ValueKind != JsonValueKind.Array)
            return VendorError.Mistyped("messages", "an array of objects");
        if (messages.GetArrayLength() == 0)
            return VendorError.Invalid("messages", "must not be empty.");
        var flawed = messages.EnumerateArray().Select((message, i) => ChatMessageChecks.Violation($"messages[{i}]", message));
        return flawed.FirstOrDefault(error => error is not null)
            ?? CommonChecks.Options(body)
            ?? Bounds(body)
            ?? ChatToolChecks.Violation(body)
            ?? ChatTurnChecks.Violation(messages);
    }

    private static VendorError? Bounds(JsonElement body)
    {
        if ((CommonChecks.Positive(body, "max_tokens") ?? CommonChecks.Positive(body, "max_completion_tokens")) is { } flaw)
            return flaw;
        if (body.Member("max_tokens") is not null && body.Member("max_completion_tokens") is not null)
            return VendorError.Invalid("max_tokens", "not supported together with 'max_completion_tokens'.");
        return ChatReader.Stops(body).Count > MostStops
            ? VendorError.Invalid("stop", $"expected an array with maximum length {MostStops}.")
            : null;
    }
}
