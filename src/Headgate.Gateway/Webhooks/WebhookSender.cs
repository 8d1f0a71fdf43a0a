using System.Globalization;
using System.Net;
using System.Text;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Connections;

namespace Headgate.Gateway.Webhooks;

/// <summary>Posts one event once.</summary>
internal sealed class WebhookSender(IUpstreamConnections connections, TimeProvider time)
{
    /// <summary>How long a receiver may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // Pools are told apart by it; nothing of the receiver's is in it.
    private static readonly Credential Pool = new("webhook", null);

    /// <summary>Posts an event; gives why it was not received, without a word of the receiver's, or null when it was (2xx).</summary>
    public async Task<string?> SendAsync(WebhookOptions to, string id, string body, CancellationToken cancellation)
    {
        using var clock = new CancellationTokenSource(Patience, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellation);
        using HttpRequestMessage request = Write(to, id, body);
        try
        {
            Endpoint endpoint = new(to.Url, IsWritten: true, Proxy: null, CaFile: null, CaHash: null);
            using HttpResponseMessage reply = await connections.For(endpoint, Pool).SendAsync(request, either.Token).ConfigureAwait(false);
            int status = (int)reply.StatusCode;
            return status is >= 200 and < 300 ? null : string.Create(CultureInfo.InvariantCulture, $"the receiver answered {status}");
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return "the receiver did not answer in time";
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or TimeoutException)
        {
            return "the receiver cannot be reached";
        }
    }

    private HttpRequestMessage Write(WebhookOptions to, string id, string body)
    {
        string timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, to.Url)
        {
            Version = HttpVersion.Version11,
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("user-agent", "headgate");
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("webhook-signature", WebhookSignature.Of(to.Secret, id, timestamp, body));
        request.Options.Set(ConnectTrace.Key, new ConnectTrace { Timeout = ConnectTimeout });
        return request;
    }
}
