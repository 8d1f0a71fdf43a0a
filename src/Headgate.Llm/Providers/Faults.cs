using System.Buffers;
using System.Globalization;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Providers;

/// <summary>
/// What vendors' failures mean. Statuses mostly agree between vendors; what does not fit a model, and what a filter refused, is in the
/// words.
/// </summary>
internal static class Faults
{
    private static readonly SearchValues<string> TooLong = SearchValues.Create(
        [
            "context_length_exceeded", "context length", "context window", "prompt is too long", "input is too long", "too many tokens",
            "maximum number of tokens", "reduce the length", "model_context_window_exceeded",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Filtered = SearchValues.Create(
        [
            "content_filter", "content filtering policy", "content_policy_violation", "content management policy", "data_inspection_failed",
            "content policy",
        ],
        StringComparison.OrdinalIgnoreCase);

    // Google refuses a bad key as a bad request: https://ai.google.dev/gemini-api/docs/troubleshooting, read 2026-11-22.
    private static readonly SearchValues<string> BadKey = SearchValues.Create(
        ["API key not valid", "API key expired"], StringComparison.OrdinalIgnoreCase);

    /// <summary>What an answer that is no success means.</summary>
    public static UpstreamFault OfReply(int status, ReadOnlySpan<byte> body) => status switch
    {
        400 or 422 => OfWords(ErrorTable.ReadVendor(body)) ?? UpstreamFault.BadRequest,
        401 or 402 or 403 => UpstreamFault.Auth,
        408 => UpstreamFault.Timeout,
        409 or 425 => UpstreamFault.ServerError,
        413 => UpstreamFault.ContextTooLong,
        429 => UpstreamFault.RateLimited,
        498 or 503 or 529 => UpstreamFault.Overloaded,
        >= 400 and < 500 => UpstreamFault.BadRequest,
        _ => UpstreamFault.ServerError,
    };

    /// <summary>What an error inside a stream means: its words, a status that some vendors give as its code, then its type.</summary>
    public static UpstreamFault OfStreamError(VendorError error)
    {
        if (OfWords(error) is { } fault)
        {
            return fault;
        }

        if (int.TryParse(error.Code, NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 400 and < 600)
        {
            return OfReply(status, []);
        }

        return OfType(error.Type) ?? OfType(error.Code) ?? UpstreamFault.ServerError;
    }

    private static UpstreamFault? OfWords(VendorError error) =>
        Says(error, TooLong) ? UpstreamFault.ContextTooLong
        : Says(error, Filtered) ? UpstreamFault.ContentFiltered
        : Says(error, BadKey) ? UpstreamFault.Auth
        : null;

    private static bool Says(VendorError error, SearchValues<string> words) =>
        error.Code.AsSpan().ContainsAny(words) || error.Type.AsSpan().ContainsAny(words) || error.Message.AsSpan().ContainsAny(words);

    private static UpstreamFault? OfType(string? type) => type switch
    {
        "rate_limit_error" or "rate_limit_exceeded" or "insufficient_quota" or "RESOURCE_EXHAUSTED" => UpstreamFault.RateLimited,
        "overloaded_error" or "overloaded" or "server_overloaded" or "UNAVAILABLE" => UpstreamFault.Overloaded,
        "timeout_error" or "DEADLINE_EXCEEDED" => UpstreamFault.Timeout,
        "authentication_error" or "permission_error" or "billing_error" or "invalid_api_key"
            or "UNAUTHENTICATED" or "PERMISSION_DENIED" => UpstreamFault.Auth,
        "request_too_large" => UpstreamFault.ContextTooLong,
        "invalid_request_error" or "invalid_request" or "not_found_error" or "INVALID_ARGUMENT" => UpstreamFault.BadRequest,
        _ => null,
    };
}
