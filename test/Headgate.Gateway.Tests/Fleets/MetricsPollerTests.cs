using System.Collections.Concurrent;
using System.Net;
using Headgate.Gateway.Config;
using Headgate.Gateway.Fleets;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Tests.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Fleets;

public sealed class MetricsPollerTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<MetricsPollerTests> _logger = new();
    private readonly Servers _servers = new();
    private readonly FleetBook _fleets;
    private readonly MetricsPoller _poller;

    public MetricsPollerTests()
    {
        _fleets = new FleetBook(_time);
        _poller = new MetricsPoller(_servers, _servers, _fleets, _time, _logger);
    }

    public void Dispose()
    {
        _poller.Dispose();
        _servers.Dispose();
    }

    [Fact]
    public void Asks_each_server_at_once_and_then_each_second()
    {
        _poller.Start();
        Assert.Equal(["http://a.test/metrics", "http://b.test/metrics"], _servers.Asked.Order());

        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(8, _servers.Asked.Count);
        Assert.True(Look(0).IsKnown && Look(1).IsKnown);
        Assert.Empty(_logger.Lines);
    }

    [Fact]
    public void What_a_server_says_counts()
    {
        _servers.Page = "vllm:num_requests_waiting 9";
        _poller.Start();

        Assert.Equal(9 * FleetView.Unknown.PromptTokens, Look(0).QueuedTokens);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "", "it answered 404")]
    [InlineData(HttpStatusCode.OK, "<html>", "it is no page of metrics of a known engine")]
    public void A_server_that_says_nothing_is_told_once_and_no_longer_known(HttpStatusCode status, string page, string reason)
    {
        _poller.Start();
        (_servers.Status, _servers.Page) = (status, page);
        for (int i = 0; i < 6; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(Look(0).IsKnown);
        Assert.Equal(
            [
                $"Warning: fleet: http://a.test/metrics cannot be read, and its calls go to the least busy: {reason}",
                $"Warning: fleet: http://b.test/metrics cannot be read, and its calls go to the least busy: {reason}",
            ],
            _logger.Lines.Order());

        (_servers.Status, _servers.Page) = (HttpStatusCode.OK, "vllm:num_requests_waiting 0");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Look(0).IsKnown);
        Assert.Equal(4, _logger.Lines.Count);
    }

    [Fact]
    public async Task A_server_that_hangs_is_asked_once_at_a_time()
    {
        _servers.Hangs = true;
        _poller.Start();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _servers.Asked.Count);

        _time.Advance(TimeSpan.FromSeconds(1));
        await Task.Run(async () =>
        {
            while (_logger.Lines.Count < 2)
            {
                await Task.Yield();
            }
        }, TestContext.Current.CancellationToken).WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        Assert.All(_logger.Lines, line => Assert.EndsWith("it did not answer in time", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_that_is_named_no_longer_is_forgotten()
    {
        Replica before = _fleets.Of(_servers.Replicas[0]);
        Assert.Same(before, _fleets.Of(_servers.Replicas[0]));
        _servers.Named = 0;
        _poller.Start();

        Assert.Empty(_servers.Asked);
        Assert.NotSame(before, _fleets.Of(_servers.Replicas[0]));
    }

    private Outlook Look(int replica) => _fleets.Of(_servers.Replicas[replica]).Look(Prompt.Unknown, FleetView.Unknown);

    private sealed class Servers : HttpMessageHandler, IUpstreamConnections, ISnapshotSource
    {
        private readonly PipelineRig _rig = new();

        public Provider[] Replicas { get; } = [Make("a"), Make("b")];

        public int Named { get; set; } = 1;

        public string Page { get; set; } = "vllm:num_requests_waiting 0";

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public bool Hangs { get; set; }

        public ConcurrentQueue<string> Asked { get; } = [];

        public ConfigSnapshot Current => _rig.With([.. Enumerable.Range(0, Named).Select(_ => Make("a", Replicas))]);

        public HttpMessageInvoker For(Endpoint endpoint, Credential credential) => new(this, disposeHandler: false);

        public HttpMessageInvoker ForStranger(Uri url) => throw new NotSupportedException();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Enqueue(request.RequestUri!.AbsoluteUri);
            if (Hangs)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return new HttpResponseMessage(Status) { Content = new StringContent(Page) };
        }

        protected override void Dispose(bool disposing)
        {
            _rig.Dispose();
            base.Dispose(disposing);
        }

        private static Provider Make(string host, params Provider[] replicas)
        {
            Provider one = PipelineRig.Vendor("fleet", $"http://{host}.test/v1", "vllm", [WireProtocol.OpenAIChat]);
            return new Provider
            {
                Name = one.Name,
                Row = one.Row,
                Vendor = one.Vendor,
                Endpoint = one.Endpoint,
                Credentials = one.Credentials,
                Replicas = [.. replicas],
                IsReplica = replicas.Length == 0,
                Metrics = new Uri($"http://{host}.test/metrics"),
            };
        }
    }
}
