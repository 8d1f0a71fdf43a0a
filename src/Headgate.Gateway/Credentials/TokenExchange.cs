using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Credentials;

/// <summary>
/// Asks issuers for access tokens. An issuer is an outbound endpoint like any vendor: its address is checked, and a proxy is used where one is
/// written. Whatever goes wrong becomes a <see cref="TokenFault"/>; texts of exceptions and of issuers stay out of it.
/// </summary>
internal sealed class TokenExchange(IUpstreamConnections connections, TimeProvider time)
{
    private const int MaxBytes = 64 << 10;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Asks once.</summary>
    /// <param name="grant">What is exchanged.</param>
    /// <param name="credential">Whose grant it is, which names the connection pool.</param>
    /// <param name="stopping">Cancelled when the process stops.</param>
    public async Task<TokenAnswer> AskAsync(TokenGrant grant, Credential credential, CancellationToken stopping)
    {
        var connect = new ConnectTrace { Timeout = ConnectTimeout };
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            DateTimeOffset asked = time.GetUtcNow();
            using var message = new HttpRequestMessage(HttpMethod.Post, grant.Endpoint.BaseUrl) { Content = grant.Form(asked) };
            message.Options.Set(ConnectTrace.Key, connect);
            using HttpResponseMessage response = await connections.For(grant.Endpoint, credential).SendAsync(message, either.Token).ConfigureAwait(false);
            byte[] body = await ReadAsync(response.Content, either.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return Refused(grant, (int)response.StatusCode, TokenReply.ErrorOf(body));
            }

            return TokenReply.Read(body, asked) is { } token ? token : Unsure(grant, "gave an answer that is no access token");
        }
        catch (Exception broken) when (broken is OperationCanceledException or HttpRequestException or IOException)
        {
            return connect.Untrusted
                ? Unsure(grant, "has an address that the config does not trust: a private one has to be written")
                : Unsure(grant, limit.IsCancellationRequested || connect.TimedOut ? "did not answer in time" : "could not be reached");
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using Stream stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        byte[] buffer = new byte[MaxBytes];
        int length = await stream.ReadAtLeastAsync(buffer, MaxBytes, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        return buffer[..length];
    }

    private static TokenFault Refused(TokenGrant grant, int status, string? error)
    {
        string answer = error is null ? $"{status}" : $"{status}, {error}";
        return status is 429 or >= 500 or < 400
            ? Unsure(grant, $"answered {answer}")
            : new TokenFault(UpstreamFault.Auth, $"{grant.Issuer} gave no access token ({answer}). {grant.Advice(error)}");
    }

    private static TokenFault Unsure(TokenGrant grant, string met) => new(
        UpstreamFault.Connection,
        $"No access token: {grant.Issuer}'s endpoint {grant.Endpoint.BaseUrl.Host} {met}. "
        + "Check that this machine reaches it, or write the provider's `proxy`.");
}
