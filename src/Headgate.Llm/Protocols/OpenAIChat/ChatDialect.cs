using System.Text.Json;
using Headgate.Llm.Framing;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Protocols.OpenAIChat;

/// <summary>
/// Tells whether a vendor takes a chat request as its client wrote it. Vendors that speak chat refuse what OpenAI takes, or read nothing in it:
/// such a request is written anew, in the vendor's own way, and only such a request.
/// </summary>
internal static class ChatDialect
{
    /// <summary>True when the request may pass as it stands.</summary>
    public static bool Takes(VendorRow vendor, JsonScan request) =>
        TakesMembers(vendor, request)
        && TakesFormat(vendor, request)
        && (vendor.Efforts.IsEmpty || request.GetString("reasoning_effort"u8) is not { } effort || vendor.Efforts.Contains(effort))
        && (!request.TryGet("messages"u8, out JsonMember messages)
            || (new MessageSieve(vendor).Takes(request.ValueOf(messages).Span)
                && (!vendor.WantsTurns || TakenTurns.AreIn(request.ValueOf(messages).Span))));

    private static bool TakesMembers(VendorRow vendor, JsonScan request)
    {
        if (vendor.MaxTokensField == "max_tokens" && request.TryGet("max_completion_tokens"u8, out _))
        {
            return false;
        }

        if (vendor.Knows.IsEmpty && vendor.Refuses.IsEmpty)
        {
            return true;
        }

        foreach (JsonMember member in request.Members)
        {
            // One answer is what everybody gives.
            if (!vendor.Takes(request.NameOf(member)) && !(request.IsNamed(member, "n"u8) && request.ValueOf(member).Span.SequenceEqual("1"u8)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TakesFormat(VendorRow vendor, JsonScan request) =>
        vendor.TakesSchemas
        || !request.TryGet("response_format"u8, out JsonMember format)
        || format.Kind != JsonTokenType.StartObject
        || JsonScan.OfObject(request.ValueOf(format)).GetString("type"u8) != "json_schema";
}
