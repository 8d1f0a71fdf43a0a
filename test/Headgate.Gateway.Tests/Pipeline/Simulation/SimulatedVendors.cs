using System.Globalization;
using System.Net;
using System.Text;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Upstream.Connections;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>
/// Vendors that fail by a plan of their own, credential by credential, until all are healed. They remember what they said, and note when the
/// gateway does not keep to it.
/// </summary>
internal sealed class SimulatedVendors(Random random, VirtualTime time, TimeSpan healsAt) : HttpMessageHandler, IUpstreamConnections
{
    private readonly Dictionary<string, List<(TimeSpan From, VendorFault Fault)>> _moods = [];
    private readonly Dictionary<string, TimeSpan> _closedUntil = [];

    /// <summary>Every call: when it came, whose it is, where it went.</summary>
    public List<(TimeSpan At, string Request, string Credential, VendorFault Fault)> Calls { get; } = [];

    /// <summary>What the gateway did that it must not.</summary>
    public List<string> Violations { get; } = [];

    public HttpMessageInvoker For(Endpoint endpoint, Credential credential) => new(this, disposeHandler: false);

    public HttpMessageInvoker ForStranger(Uri url) => throw new NotSupportedException();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string credential = request.Headers.Authorization!.Parameter!;
        if (_closedUntil.TryGetValue(credential, out TimeSpan until) && time.Now < until)
        {
            Violations.Add($"{time.Now}: {credential} is called before {until}");
        }

        int call = Calls.Count;
        VendorFault fault = FaultOf(credential);
        Calls.Add((time.Now, request.Headers.GetValues("x-client-request-id").Single(), credential, fault));
        bool isStream = (await request.Content!.ReadAsStringAsync(cancellationToken)).Contains("\"stream\":true", StringComparison.Ordinal);
        await time.WaitAsync(Milliseconds(5, 50), cancellationToken);
        switch (fault)
        {
            case VendorFault.LimitedWithRetryAfter:
                return Closed(credential, HttpStatusCode.TooManyRequests, random.Next(1, 25), "retry-after");
            case VendorFault.LimitedWithReset:
                return Closed(credential, HttpStatusCode.TooManyRequests, random.Next(1, 25), "x-ratelimit-reset-requests");
            case VendorFault.LimitedInSilence:
                return Closed(credential, HttpStatusCode.TooManyRequests, 1, null);
            case VendorFault.ServerError:
                return Error(HttpStatusCode.InternalServerError);
            case VendorFault.Overloaded:
                return Error(HttpStatusCode.ServiceUnavailable);
            case VendorFault.OverloadedWithRetryAfter:
                return Closed(credential, HttpStatusCode.ServiceUnavailable, random.Next(1, 10), "retry-after");
            case VendorFault.Refused:
                return Closed(credential, HttpStatusCode.Unauthorized, 30, null);
            case VendorFault.Unreachable:
                throw new HttpRequestException(HttpRequestError.ConnectionError);
            case VendorFault.Hangs:
                await time.WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);
                throw new InvalidOperationException("unreachable");
            default:
                return isStream ? Stream(call, fault) : await WholeAsync(call, fault, cancellationToken);
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

    private async Task<HttpResponseMessage> WholeAsync(int call, VendorFault fault, CancellationToken cancellation)
    {
        await time.WaitAsync(fault == VendorFault.SlowFirstToken ? Milliseconds(3_000, 9_000) : Milliseconds(50, 500), cancellation);
        string json = "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
            + $"\"message\":{{\"role\":\"assistant\",\"content\":\"<{call}:0><{call}:1>\"}}}}],"
            + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":20,\"total_tokens\":23}}";
        bool isCut = fault is VendorFault.Garbled or VendorFault.CutBeforeContent or VendorFault.CutInContent;
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(isCut ? json[..(json.Length / 2)] : json));
        content.Headers.ContentType = new("application/json");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private HttpResponseMessage Stream(int call, VendorFault fault)
    {
        List<(TimeSpan Wait, string Text)> pieces =
            [(fault == VendorFault.SlowFirstToken ? Milliseconds(3_000, 9_000) : Milliseconds(20, 400), Event("{\"role\":\"assistant\",\"content\":\"\"}"))];
        int texts = fault switch
        {
            VendorFault.CutBeforeContent or VendorFault.Garbled => 0,
            VendorFault.CutInContent or VendorFault.ErrorInContent or VendorFault.SilentInContent => 1,
            _ => SimulatedWorld.TextPieces,
        };
        for (int i = 0; i < texts; i++)
        {
            pieces.Add((Milliseconds(5, 100), Event($"{{\"content\":\"<{call}:{i}>\"}}")));
        }

        switch (fault)
        {
            case VendorFault.Garbled:
                pieces.Add((Milliseconds(5, 20), "data: {nonsense\n\n"));
                break;
            case VendorFault.ErrorInContent:
                pieces.Add((Milliseconds(5, 20), Rig.Wire.ChatError));
                break;
            case VendorFault.SilentInContent:
                pieces.Add((Timeout.InfiniteTimeSpan, ""));
                break;
            case VendorFault.CutBeforeContent or VendorFault.CutInContent:
                break;
            default:
                pieces.Add((Milliseconds(5, 20), Rig.Wire.ChatStop + Rig.Wire.ChatUsage + Rig.Wire.Done));
                break;
        }

        var content = new StreamContent(new VirtualStream(pieces, breaks: fault == VendorFault.CutInContent && random.Next(2) == 0, time));
        content.Headers.ContentType = new("text/event-stream");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
    }

    private static string Event(string delta) =>
        $"data: {{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{{\"index\":0,\"delta\":{delta},\"finish_reason\":null}}]}}\n\n";

    private static HttpResponseMessage Error(HttpStatusCode status) => new(status) { Content = new ByteArrayContent("{}"u8.ToArray()) };

    private TimeSpan Milliseconds(int from, int to) => TimeSpan.FromMilliseconds(random.Next(from, to));
}
