using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Replays;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream;

/// <summary>Which headers pass, in both directions: closed lists, so that a credential, a cookie or an account's name can not slip through.</summary>
internal static class HeaderPolicy
{
    private const string Json = "application/json";

    private static readonly FrozenSet<string> Upstream = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "accept", "anthropic-version", "anthropic-beta", "openai-beta", "x-client-request-id", "traceparent",
        "session-id", "session_id", "thread-id", "x-claude-code-session-id", "x-codex-turn-metadata", "x-codex-turn-state");

    /// <summary>What a client tells a vendor of its own protocol: versions and betas that mean nothing, or something else, to another.</summary>
    private static readonly FrozenSet<string> OfProtocol = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "anthropic-version", "anthropic-beta", "openai-beta");

    private static readonly ImmutableArray<string> Back = ["openai-processing-ms", "openai-version", "x-envoy-upstream-service-time"];

    private static readonly ImmutableArray<string> VendorRequestIds = ["x-request-id", "request-id", "x-amzn-requestid", "x-generation-id"];

    /// <summary>Adds what the client's call may carry to the vendor, and what the operator wants added.</summary>
    public static void CopyUp(
        IClientRequest request, HttpRequestMessage message, Provider provider, WireProtocol spoken, ConfigSnapshot config, bool isTranslated)
    {
        foreach ((string name, string value) in request.Headers.All)
        {
            bool isForeign = isTranslated && OfProtocol.Contains(name);
            if (value.Length > 0 && !isForeign && Passes(name, config.Server.ForwardHeaders) && Ascii.IsValid(value)
                && provider.Vendor.HeaderFor(spoken, name, value) is { } told)
            {
                Set(message, name, told);
            }
        }

        foreach ((string name, string value) in provider.Headers)
        {
            Set(message, name, value);
        }

        Set(message, "Accept-Encoding", "identity");
        if (!message.Headers.NonValidated.Contains("User-Agent"))
        {
            Set(message, "User-Agent", "headgate");
        }

        string contentType = !isTranslated && request.Headers["content-type"] is { } sent && Ascii.IsValid(sent) ? sent : Json;
        message.Content!.Headers.TryAddWithoutValidation("Content-Type", contentType);
    }

    /// <summary>
    /// Gives a call its own <c>Idempotency-Key</c>. The client's is for the gateway: the calls made for it differ, and a vendor that took one for
    /// another would answer the wrong one.
    /// </summary>
    public static void Name(HttpRequestMessage message, Provider provider, WireProtocol spoken, string key)
    {
        if (provider.Vendor.HeaderFor(spoken, RequestMarks.Header, key) is { } told)
        {
            Set(message, RequestMarks.Header, told);
        }
    }

    /// <summary>The query that a vendor gets: Anthropic's SDKs mark beta calls there. Nothing else passes; a query may hold a key.</summary>
    public static string QueryUp(IClientRequest request, Dialect dialect) =>
        dialect == Dialect.Anthropic && request.Query.Contains("beta=true", StringComparison.Ordinal) ? "?beta=true" : "";

    /// <summary>The vendor's headers that the client may see.</summary>
    public static void CopyBack(HttpResponseHeaders from, IClientReply to)
    {
        foreach (string name in Back)
        {
            if (First(from.NonValidated, name) is { } value && IsPlain(value))
            {
                to.SetHeader(name, value);
            }
        }
    }

    /// <summary>The vendor's content type, as it came; JSON when it gave none that can be passed on.</summary>
    public static string ContentTypeBack(HttpContentHeaders from) =>
        First(from.NonValidated, "Content-Type") is { } value && IsPlain(value) ? value : Json;

    /// <summary>The vendor's own id of the call, for the record.</summary>
    public static string? VendorRequestId(HttpResponseHeaders headers)
    {
        foreach (string name in VendorRequestIds)
        {
            if (First(headers.NonValidated, name) is { } id)
            {
                return id.Length <= 200 ? id : id[..200];
            }
        }

        return null;
    }

    /// <summary>
    /// The class of service in which the vendor served the call, where a header says so: https://ai.google.dev/gemini-api/docs/priority-inference,
    /// read 2026-11-23.
    /// </summary>
    public static string? ServiceTier(HttpResponseHeaders headers) =>
        First(headers.NonValidated, "x-gemini-service-tier") is { Length: <= 64 } tier ? tier.ToLowerInvariant() : null;

    /// <summary>When the vendor wants to be called again: <c>retry-after-ms</c>, or <c>retry-after</c> in seconds or as a date.</summary>
    public static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (First(headers.NonValidated, "retry-after-ms") is { } text
            && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double milliseconds) && milliseconds is >= 0 and < 86_400_000)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        TimeSpan? after = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => null,
        };
        return after < TimeSpan.Zero ? TimeSpan.Zero : after;
    }

    private static bool Passes(string name, ImmutableArray<string> forwarded) =>
        Upstream.Contains(name) || (!forwarded.IsEmpty && forwarded.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>Sets a header where it belongs: some, such as content-language, are the body's.</summary>
    private static void Set(HttpRequestMessage message, string name, string value)
    {
        if (message.Headers.NonValidated.Contains(name))
        {
            message.Headers.Remove(name);
        }

        if (!message.Headers.TryAddWithoutValidation(name, value))
        {
            message.Content!.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static bool IsPlain(string value) => !value.AsSpan().ContainsAnyInRange('\0', '\x1f');

    private static string? First(HttpHeadersNonValidated headers, string name)
    {
        if (headers.TryGetValues(name, out HeaderStringValues values))
        {
            foreach (string value in values)
            {
                return value;
            }
        }

        return null;
    }
}
