using System.Collections.Concurrent;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Fetching;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>
/// What the URLs of one request point to, for targets whose vendor takes only bytes: fetched when the first such target comes up, each URL
/// once, and held until the last attempt is over. One owner.
/// </summary>
internal sealed class FetchedMedia(UrlFetcher fetcher, TimeProvider time) : IDisposable
{
    private const int MaxUrls = 100;
    private const int Abreast = 4;
    private const long MaxBytes = 64L << 20;

    /// <summary>The same in base64.</summary>
    private const long MostWritten = MaxBytes / 3 * 4;

    private readonly ConcurrentDictionary<string, FetchedFile> _files = new(StringComparer.Ordinal);
    private Outcome<ChatRequest>? _resolved;

    /// <summary>The request with bytes in place of every URL, once <see cref="ResolveAsync"/> has given it; null before.</summary>
    public ChatRequest? Resolved => _resolved is { } resolved && !resolved.Failed(out _, out ChatRequest? request) ? request : null;

    /// <summary>The request with bytes in place of every URL; or why it has none, which is an error of the client's or the gateway's being full.</summary>
    /// <param name="request">The request as the client sent it.</param>
    /// <param name="endsAt">The timestamp at which the whole request ends.</param>
    /// <param name="departed">The client's leaving.</param>
    public async ValueTask<Outcome<ChatRequest>> ResolveAsync(ChatRequest request, long endsAt, CancellationToken departed) =>
        _resolved ??= await FetchAsync(request, endsAt, departed);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (FetchedFile file in _files.Values)
        {
            file.Dispose();
        }
    }

    private async ValueTask<Outcome<ChatRequest>> FetchAsync(ChatRequest request, long endsAt, CancellationToken departed)
    {
        (ContentPart Part, MediaSource.Url Url)[] found = [.. MediaUrls.Find(request)];
        if (found.Length == 0)
        {
            return request;
        }

        (ContentPart Part, MediaSource.Url Url)[] distinct = [.. found.DistinctBy(one => one.Url.Address)];
        if (distinct.Length > MaxUrls)
        {
            return Refuse(distinct[MaxUrls].Part, $"is one URL too many: the gateway fetches {MaxUrls} for a request");
        }

        if (await FetchAllAsync(distinct, endsAt, departed) is { } error)
        {
            return error;
        }

        long left = MostWritten;
        foreach ((ContentPart part, MediaSource.Url url) in found)
        {
            // What stands in many places is fetched once, and written into each.
            if ((left -= _files[url.Address].Source.Data.Length) < 0)
            {
                return Refuse(part, $"is too much: what its URLs point to may come to {MaxBytes >> 20} MiB in all the places of a request");
            }

            if (!Fits(part, _files[url.Address].Source.MediaType))
            {
                return Refuse(part, $"points to a file that is {_files[url.Address].Source.MediaType}");
            }
        }

        return MediaUrls.Replace(request, url => _files[url.Address].Source);
    }

    /// <summary>Fetches all, or gives the first refusal and lets the others be.</summary>
    private async Task<GatewayError?> FetchAllAsync((ContentPart Part, MediaSource.Url Url)[] wanted, long endsAt, CancellationToken departed)
    {
        var allowance = new FetchAllowance(MaxBytes);
        GatewayError? refusal = null;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(departed);
        try
        {
            var limits = new ParallelOptions { MaxDegreeOfParallelism = Abreast, CancellationToken = stop.Token };
            await Parallel.ForEachAsync(wanted, limits, async (one, cancellation) =>
            {
                Outcome<FetchedFile> fetched = await fetcher.FetchAsync(one.Url.Address, allowance, Limit(endsAt), cancellation);
                if (!fetched.Failed(out GatewayError? error, out FetchedFile? file))
                {
                    _files[one.Url.Address] = file;
                    return;
                }

                Interlocked.CompareExchange(ref refusal, Worded(error, one.Part, endsAt), null);
                await stop.CancelAsync();
            });
        }
        catch (OperationCanceledException) when (refusal is not null && !departed.IsCancellationRequested)
        {
            // the others, which nobody waits for any more
        }

        return refusal;
    }

    private TimeSpan Limit(long endsAt)
    {
        TimeSpan left = TimeSpan.FromSeconds(Math.Max(0, (endsAt - time.GetTimestamp()) / (double)time.TimestampFrequency));
        return left < UrlFetcher.Timeout ? left : UrlFetcher.Timeout;
    }

    private GatewayError Worded(GatewayError error, ContentPart part, long endsAt) => error.Kind switch
    {
        ErrorKind.InvalidRequest when time.GetTimestamp() >= endsAt =>
            new(ErrorKind.UpstreamTimeout, "The request's time was over before the files that its URLs point to had arrived."),
        ErrorKind.InvalidRequest => Refuse(part, error.Message),
        _ => error,
    };

    private static bool Fits(ContentPart part, string mediaType) => part switch
    {
        ImagePart => mediaType.StartsWith("image/", StringComparison.Ordinal),
        AudioPart => mediaType.StartsWith("audio/", StringComparison.Ordinal) || mediaType == "video/mp4", // a sound may come in a film's box
        _ => true,
    };

    private static GatewayError Refuse(ContentPart part, string what) =>
        new(ErrorKind.InvalidRequest, $"{part.Place} {what}.") { Param = part.Place.ToString() };
}
