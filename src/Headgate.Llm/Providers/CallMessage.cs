using System.Net;

namespace Headgate.Llm.Providers;

/// <summary>The message of a call, before its body.</summary>
internal static class CallMessage
{
    /// <summary>A POST: over HTTP/2 where the connection is encrypted and the vendor takes it, else over HTTP/1.1.</summary>
    public static HttpRequestMessage To(Uri uri) => new(HttpMethod.Post, uri)
    {
        Version = uri.Scheme == Uri.UriSchemeHttps ? HttpVersion.Version20 : HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
    };

    /// <summary>Adds the credential; nothing when there is none.</summary>
    public static void Sign(HttpRequestMessage message, AuthScheme scheme, string? secret)
    {
        if (string.IsNullOrEmpty(secret))
        {
            return;
        }

        switch (scheme)
        {
            case AuthScheme.Bearer:
                message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + secret);
                break;
            case AuthScheme.XApiKey:
                message.Headers.TryAddWithoutValidation("x-api-key", secret);
                break;
            case AuthScheme.ApiKey:
                message.Headers.TryAddWithoutValidation("api-key", secret);
                break;
            case AuthScheme.XGoogApiKey:
                message.Headers.TryAddWithoutValidation("x-goog-api-key", secret);
                break;
        }
    }
}
