using System.Buffers;
using System.Buffers.Text;
using System.Net;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Upstream.Fetching;

/// <summary>
/// Fetches what a client's URL points to, from public hosts only and within bounds. It tells no more than its caller could see from outside:
/// a host that is not public, one that does not answer and a name that does not exist are refused in the same words.
/// </summary>
internal sealed class UrlFetcher(IUpstreamConnections connections, BodyMemory memory, TimeProvider time)
{
    /// <summary>The most time one URL may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private const int MaxBytes = 20 << 20;
    private const int MaxRedirects = 3;
    private const int PieceSize = 64 << 10;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Fetches one URL.</summary>
    /// <param name="address">The URL, as written.</param>
    /// <param name="allowance">What all URLs of the request may bring.</param>
    /// <param name="limit">The time it may take.</param>
    /// <param name="cancellation">Cancelled when nobody waits for it any more.</param>
    /// <returns>
    /// The file, owned by the caller. A refusal is an <see cref="ErrorKind.InvalidRequest"/> whose message is the end of a sentence that begins
    /// with where the URL stood; or <see cref="ErrorKind.Busy"/>, whole.
    /// </returns>
    public async ValueTask<Outcome<FetchedFile>> FetchAsync(string address, FetchAllowance allowance, TimeSpan limit, CancellationToken cancellation)
    {
        if (FetchableUrl.Read(address).Failed(out GatewayError? error, out Uri? url))
        {
            return error;
        }

        using var clock = new CancellationTokenSource(limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellation);
        try
        {
            return await FollowAsync(url, allowance, either.Token);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return Refused("did not arrive in time");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return Refused("cannot be fetched: no public server gives it");
        }
    }

    private async Task<Outcome<FetchedFile>> FollowAsync(Uri url, FetchAllowance allowance, CancellationToken cancellation)
    {
        for (int followed = 0; ; followed++)
        {
            using HttpMessageInvoker stranger = connections.ForStranger(url);
            using HttpRequestMessage request = Ask(url);
            using HttpResponseMessage reply = await stranger.SendAsync(request, cancellation);
            if (!IsRedirect(reply.StatusCode))
            {
                return await ReadAsync(reply, allowance, cancellation);
            }

            if (followed == MaxRedirects || Next(url, reply.Headers.Location) is not { } next)
            {
                return Refused($"cannot be fetched: it is redirected more than {MaxRedirects} times or to where the gateway does not follow");
            }

            url = next;
        }
    }

    private static HttpRequestMessage Ask(Uri url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.TryAddWithoutValidation("accept", "*/*");
        request.Headers.TryAddWithoutValidation("accept-encoding", "identity");
        request.Headers.TryAddWithoutValidation("user-agent", "headgate");
        request.Options.Set(ConnectTrace.Key, new ConnectTrace { Timeout = ConnectTimeout });
        return request;
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    /// <summary>Where a redirect leads, read as strictly as the first URL; null when it is not followed.</summary>
    private static Uri? Next(Uri from, Uri? location)
    {
        if (location is null || !Uri.TryCreate(from, location, out Uri? joined))
        {
            return null;
        }

        string address = location.IsAbsoluteUri ? location.OriginalString : joined.AbsoluteUri;
        bool isRefused = FetchableUrl.Read(address).Failed(out _, out Uri? next);
        return isRefused || (from.Scheme == Uri.UriSchemeHttps && next!.Scheme != Uri.UriSchemeHttps) ? null : next;
    }

    private async Task<Outcome<FetchedFile>> ReadAsync(HttpResponseMessage reply, FetchAllowance allowance, CancellationToken cancellation)
    {
        if (reply.StatusCode != HttpStatusCode.OK)
        {
            return Refused($"cannot be fetched: its server answers {(int)reply.StatusCode}");
        }

        if (reply.Content.Headers.ContentEncoding.Any(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return Refused("cannot be fetched: its server sends it compressed unasked");
        }

        var bytes = new BodyBuffer(memory);
        try
        {
            if (await FillAsync(bytes, reply.Content, allowance, cancellation) is { } error)
            {
                return error;
            }

            return SniffedType.Of(bytes.Written.Span, reply.Content.Headers.ContentType?.MediaType) is { } type
                ? new FetchedFile(type, Encode(bytes))
                : Refused("points to a file of no type that models are shown");
        }
        finally
        {
            bytes.Release();
        }
    }

    private static async Task<GatewayError?> FillAsync(BodyBuffer bytes, HttpContent content, FetchAllowance allowance, CancellationToken cancellation)
    {
        if (content.Headers.ContentLength > MaxBytes)
        {
            return TooLarge();
        }

        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            await using Stream stream = await content.ReadAsStreamAsync(cancellation);
            int read;
            while ((read = await stream.ReadAsync(piece, cancellation)) > 0)
            {
                if (bytes.Length + read > MaxBytes)
                {
                    return TooLarge();
                }

                if (!allowance.TryTake(read))
                {
                    return Refused("is too much: the files of one request are larger than 64 MiB");
                }

                if (!bytes.TryAppend(new ReadOnlySequence<byte>(piece, 0, read), read))
                {
                    return Busy();
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static BodyBuffer Encode(BodyBuffer bytes)
    {
        BodyBuffer text = bytes.Beside();
        Base64.EncodeToUtf8(bytes.Written.Span, text.GetSpan(Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out int written);
        text.Advance(written);
        return text;
    }

    private static GatewayError TooLarge() => Refused("points to a file larger than 20 MiB");

    private static GatewayError Refused(string why) => new(ErrorKind.InvalidRequest, why);

    private static GatewayError Busy() =>
        new(ErrorKind.Busy, "The gateway holds as many bytes of requests as it may (server.max_buffered). Try again shortly.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
}
