using System.Collections.Immutable;

namespace Headgate.Server.DataPlane;

/// <summary>Lets browser pages of the origins in <c>server.cors.origins</c> call the data plane. Cookies are never involved.</summary>
internal static class Cors
{
    private const string ExposedHeaders =
        "x-headgate-request-id, x-headgate-target, x-headgate-attempts, x-headgate-cache, x-headgate-cost-usd, x-headgate-losses, x-headgate-trace, "
        + "x-headgate-idempotent-replay, x-headgate-replay-of, x-request-id, request-id, retry-after, retry-after-ms, x-should-retry, "
        + "x-ratelimit-limit-requests, x-ratelimit-remaining-requests, x-ratelimit-reset-requests";

    /// <summary>Marks the reply as readable for the caller's origin, when that is allowed.</summary>
    public static void Allow(ImmutableArray<string> origins, IHeaderDictionary request, IHeaderDictionary reply)
    {
        if (origins.IsEmpty)
        {
            return;
        }

        reply.Vary = "Origin";
        string origin = request.Origin.ToString();
        if (origin.Length > 0 && (origins.Contains(origin, StringComparer.OrdinalIgnoreCase) || origins.Contains("*")))
        {
            reply.AccessControlAllowOrigin = origin;
            reply.AccessControlExposeHeaders = ExposedHeaders;
        }
    }

    /// <summary>Answers a preflight whose origin <see cref="Allow"/> has let in; any other OPTIONS call is left as it is.</summary>
    public static void Preflight(IHeaderDictionary request, IHeaderDictionary reply)
    {
        if (reply.AccessControlAllowOrigin.Count == 0 || request.AccessControlRequestMethod.Count == 0)
        {
            return;
        }

        reply.AccessControlAllowMethods = "GET, HEAD, POST, DELETE";
        reply.AccessControlAllowHeaders = request.AccessControlRequestHeaders;
        reply.AccessControlMaxAge = "600";
    }
}
