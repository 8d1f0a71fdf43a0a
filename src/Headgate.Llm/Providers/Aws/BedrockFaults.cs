using System.Net;

namespace Headgate.Llm.Providers.Aws;

/// <summary>
/// What Bedrock's failures mean, by the name of the exception: in the header <c>x-amzn-errortype</c> of a reply, or as the type of a stream's
/// last frame. https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html, read 2026-11-22.
/// </summary>
internal static class BedrockFaults
{
    private const string Suffix = "Exception";

    /// <summary>What a reply means that is no success; null where its name says no more than its status and its words.</summary>
    public static UpstreamFault? OfReply(HttpResponseMessage response)
    {
        string? name = response.Headers.NonValidated.TryGetValues("x-amzn-errortype", out var values) ? values.ToString() : null;
        return OfName(name) ?? (response.StatusCode == HttpStatusCode.FailedDependency ? UpstreamFault.ServerError : null);
    }

    /// <summary>What an exception means; null for those that refuse the request itself, and for names that are not known.</summary>
    public static UpstreamFault? OfName(string? name)
    {
        // In a reply the name may have a URI behind it; in a stream it begins with a small letter.
        string exception = name?.Split(':')[0] ?? "";
        return exception.EndsWith(Suffix, StringComparison.Ordinal)
            ? exception[..^Suffix.Length].ToLowerInvariant() switch
            {
                "throttling" or "servicequotaexceeded" => UpstreamFault.RateLimited,
                "serviceunavailable" or "modelnotready" => UpstreamFault.Overloaded,
                "modeltimeout" => UpstreamFault.Timeout,
                "internalserver" or "modelerror" or "modelstreamerror" => UpstreamFault.ServerError,
                "accessdenied" or "unrecognizedclient" or "expiredtoken" or "invalidsignature" => UpstreamFault.Auth,
                _ => null,
            }
            : null;
    }
}
