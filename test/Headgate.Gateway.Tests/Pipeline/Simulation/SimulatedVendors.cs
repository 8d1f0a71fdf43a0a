using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Connections;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>
/// Vendors that fail by a plan of their own, credential by credential, until all are healed. They remember what they said, and note when the
/// gateway does not keep to it.
/// </summary>
internal sealed partial class SimulatedVendors(Random random, VirtualTime time, TimeSpan healsAt) : HttpMessageHandler, IUpstreamConnections
{
    private readonly Dictionary<string, List<(TimeSpan From, VendorFault Fault)>> _moods = [];
    private readonly Dictionary<string, TimeSpan> _closedUntil = [];
    private readonly Dictionary<string, int> _underWay = [];

    /// <summary>Every call.</summary>
    public List<VendorCall> Calls { get; } = [];

    /// <summary>How many calls a host may get at once; those that are not named, any number.</summary>
    public Dictionary<string, int> Places { get; } = [];

    /// <summary>What the gateway did that it must not.</summary>
    public List<string> Violations { get; } = [];

    public HttpMessageInvoker For(Endpoint endpoint, Credential credential) => new(this, disposeHandler: false);

    public HttpMessageInvoker ForStranger(Uri url) => throw new NotSupportedException();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string credential = request.Headers.Authorization?.Parameter ?? request.Headers.GetValues("x-api-key").Single();
        string body = await request.Content!.ReadAsStringAsync(cancellationToken);
        if (_closedUntil.TryGetValue(credential, out TimeSpan until) && time.Now < until)
        {
            Violations.Add($"{time.Now}: {credential} is called before {until}");
        }

        var call = new VendorCall(Calls.Count, time.Now, RequestId().Match(body).Value, credential, FaultOf(credential));
        Calls.Add(call);
        string host = request.RequestUri!.Host;
        Enter(host);
        try
        {
            await time.WaitAsync(Milliseconds(5, 50), cancellationToken);
            return await AnswerAsync(call, request.RequestUri, body.Contains("\"stream\":true", StringComparison.Ordinal), (BegunIn(body), IsMarked(body)), cancellationToken);
        }
        finally
        {
            _underWay[host]--;
        }
    }

    /// <summary>The beginning of the answer that a call is given, to go on with; null when it is given none.</summary>
    private static string? BegunIn(string body) => body.Contains("\"continue_final_message\":true", StringComparison.Ordinal) || IsMarked(body)
        ? JsonElement.Parse(body).GetProperty("messages").EnumerateArray().Last().GetProperty("content").GetString()
        : null;

    /// <summary>True when it is Mistral that is given a beginning.</summary>
    private static bool IsMarked(string body) => body.Contains("\"prefix\":true", StringComparison.Ordinal);

    /// <summary>Takes note of a call that begins. A stream's place is watched until its headers are there.</summary>
    private void Enter(string host)
    {
        _underWay[host] = _underWay.GetValueOrDefault(host) + 1;
        if (_underWay[host] > Places.GetValueOrDefault(host, int.MaxValue))
        {
            Violations.Add($"{time.Now}: {host} gets {_underWay[host]} calls at once");
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(VendorCall call, Uri address, bool isStream, (string? Text, bool MayEcho) begun, CancellationToken cancellation)
    {
        switch (call.Fault)
        {
            case VendorFault.LimitedWithRetryAfter:
                return Closed(call.Credential, HttpStatusCode.TooManyRequests, random.Next(1, 25), "retry-after");
            case VendorFault.LimitedWithReset:
                return Closed(call.Credential, HttpStatusCode.TooManyRequests, random.Next(1, 25), "x-ratelimit-reset-requests");
            case VendorFault.LimitedInSilence:
                return Closed(call.Credential, HttpStatusCode.TooManyRequests, 1, null);
            case VendorFault.ServerError:
                return Error(HttpStatusCode.InternalServerError);
            case VendorFault.Overloaded:
                return Error(HttpStatusCode.ServiceUnavailable);
            case VendorFault.OverloadedWithRetryAfter:
                return Closed(call.Credential, HttpStatusCode.ServiceUnavailable, random.Next(1, 10), "retry-after");
            case VendorFault.Refused:
                return Closed(call.Credential, HttpStatusCode.Unauthorized, 30, null);
            case VendorFault.Unreachable:
                throw new HttpRequestException(HttpRequestError.ConnectionError);
            case VendorFault.Hangs:
                await time.WaitAsync(Timeout.InfiniteTimeSpan, cancellation);
                throw new InvalidOperationException("unreachable");
            default:
                return isStream
                    ? Reply("text/event-stream", Stream(call, VendorSpeech.At(address), begun), call.Fault == VendorFault.CutInContent && random.Next(2) == 0)
                    : Reply("application/json", Whole(call, VendorSpeech.At(address)), IsCut(call.Fault));
        }
    }

    private VendorFault FaultOf(string credential)
    {
        if (time.Now >= healsAt)
        {
            return VendorFault.None;
        }

        if (!_moods.TryGetValue(credential, out List<(TimeSpan From, VendorFault Fault)>? moods))
        {
            _moods[credential] = moods = [];
            for (TimeSpan at = TimeSpan.Zero; at < healsAt; at += healsAt * (0.02 + (random.NextDouble() * 0.4)))
            {
                moods.Add((at, random.Next(2) == 0 ? VendorFault.None : (VendorFault)random.Next(1, (int)VendorFault.SilentInContent + 1)));
            }
        }

        // One call in ten meets something of its own.
        return random.Next(10) == 0 ? (VendorFault)random.Next((int)VendorFault.SilentInContent + 1) : moods.Last(mood => mood.From <= time.Now).Fault;
    }

    private HttpResponseMessage Closed(string credential, HttpStatusCode status, int seconds, string? header)
    {
        // Where a vendor names no time, it is the gateway's own pause that has to be kept: it begins with the first of calls that fail together.
        TimeSpan until = time.Now + TimeSpan.FromSeconds(seconds);
        _closedUntil.TryGetValue(credential, out TimeSpan known);
        _closedUntil[credential] = known > until || (header is null && known > time.Now) ? known : until;
        HttpResponseMessage reply = Error(status);
        if (header is not null)
        {
            reply.Headers.TryAddWithoutValidation(header, seconds.ToString(CultureInfo.InvariantCulture));
        }

        return reply;
    }

    private List<(TimeSpan Wait, string Text)> Whole(VendorCall call, VendorSpeech speech)
    {
        string json = speech.Whole(call.Number);
        return [(FirstWait(call, 50, 500), IsCut(call.Fault) ? json[..(json.Length / 2)] : json)];
    }

    private List<(TimeSpan Wait, string Text)> Stream(VendorCall call, VendorSpeech speech, (string? Text, bool MayEcho) begun)
    {
        List<(TimeSpan Wait, string Text)> pieces = [(FirstWait(call, 20, 400), speech.Opening)];
        int said = SimulatedWorld.PiecesIn(begun.Text ?? "").Length;
        if (begun is { Text: { } given, MayEcho: true } && random.Next(2) == 0)
        {
            pieces.Add((Milliseconds(5, 100), speech.Said(given))); // as Mistral does: what it was given comes first once more
        }

        int texts = call.Fault switch
        {
            VendorFault.CutBeforeContent or VendorFault.Garbled => 0,
            VendorFault.CutInContent or VendorFault.ErrorInContent or VendorFault.SilentInContent => random.Next(1, SimulatedWorld.TextPieces + 1),
            _ => SimulatedWorld.TextPieces,
        };
        for (int i = said; i < Math.Min(said + texts, SimulatedWorld.TextPieces); i++)
        {
            pieces.Add((Milliseconds(5, 100), speech.Text(call.Number, i)));
        }

        switch (call.Fault)
        {
            case VendorFault.Garbled:
                pieces.Add((Milliseconds(5, 20), "data: {nonsense\n\n"));
                break;
            case VendorFault.ErrorInContent:
                pieces.Add((Milliseconds(5, 20), speech.Error));
                break;
            case VendorFault.SilentInContent:
                pieces.Add((Timeout.InfiniteTimeSpan, ""));
                break;
            case VendorFault.CutBeforeContent or VendorFault.CutInContent:
                break;
            default:
                pieces.Add((Milliseconds(5, 20), speech.End));
                break;
        }

        return pieces;
    }

    private TimeSpan FirstWait(VendorCall call, int from, int to) =>
        call.Fault == VendorFault.SlowFirstToken ? Milliseconds(3_000, 9_000) : Milliseconds(from, to);

    private static bool IsCut(VendorFault fault) => fault is VendorFault.Garbled or VendorFault.CutBeforeContent or VendorFault.CutInContent;

    private HttpResponseMessage Reply(string type, List<(TimeSpan Wait, string Text)> pieces, bool breaks)
    {
        var content = new StreamContent(new VirtualStream(pieces, breaks, time));
        content.Headers.ContentType = new(type);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private static HttpResponseMessage Error(HttpStatusCode status) => new(status) { Content = new ByteArrayContent("{}"u8.ToArray()) };

    private TimeSpan Milliseconds(int from, int to) => TimeSpan.FromMilliseconds(random.Next(from, to));

    [GeneratedRegex(@"\br\d+\b")]
    private static partial Regex RequestId();
}
