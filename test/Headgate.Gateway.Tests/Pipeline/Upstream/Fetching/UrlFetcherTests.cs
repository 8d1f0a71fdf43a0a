using System.Net;
using System.Net.Sockets;
using System.Text;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Gateway.Pipeline.Upstream.Fetching;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Gateway.Tests.Pipeline.Upstream.Connections;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Fetching;

public sealed class UrlFetcherTests : IDisposable
{
    private const string Url = "http://files.test/x";
    private const int Mebi = 1 << 20;

    private readonly PipelineRig _rig = new();
    private readonly BodyMemory _memory;
    private readonly UrlFetcher _fetcher;

    public UrlFetcherTests()
    {
        _memory = new BodyMemory(_rig);
        _fetcher = new UrlFetcher(_rig.Upstream, _memory, _rig.Time);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_file_comes_in_base64_and_its_memory_is_counted_until_it_is_let_go()
    {
        byte[] bytes = Image(100_000);
        _rig.Upstream.Files.Add(Url, bytes, "text/html");

        FetchedFile file = Assert.IsType<FetchedFile>((await FetchAsync()).File);

        Assert.Equal("image/png", file.Source.MediaType);
        Assert.Equal(Convert.ToBase64String(bytes), Encoding.ASCII.GetString(file.Source.Data.Span));
        Assert.InRange(_memory.Taken, file.Source.Data.Length, file.Source.Data.Length * 2);
        file.Dispose();
        Assert.Equal(0, _memory.Taken);
    }

    [Theory]
    [InlineData(20 * Mebi, true, true)]
    [InlineData(20 * Mebi, false, true)]
    [InlineData((20 * Mebi) + 1, true, false)]
    [InlineData((20 * Mebi) + 1, false, false)]
    public async Task A_file_has_20_MiB_at_most_whether_its_server_says_so_or_not(int length, bool saysLength, bool isTaken)
    {
        _rig.Upstream.Files.Add(Url, _ => Reply(saysLength ? new ByteArrayContent(Image(length)) : new StreamContent(new Unsized(Image(length)))));

        (FetchedFile? file, GatewayError? error) = await FetchAsync();

        file?.Dispose();
        Assert.Equal(isTaken, error is null);
        Assert.Equal(isTaken ? null : "points to a file larger than 20 MiB", error?.Message);
        Assert.Equal(0, _memory.Taken);
    }

    [Fact]
    public async Task All_files_of_a_request_have_an_allowance()
    {
        _rig.Upstream.Files.Add(Url, Image(600));
        var allowance = new FetchAllowance(1000);

        (await FetchAsync(allowance)).File!.Dispose();
        (_, GatewayError? error) = await FetchAsync(allowance);

        Assert.Equal(ErrorKind.InvalidRequest, error!.Kind);
        Assert.Contains("64 MiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_memory_for_all_requests_is_used_up_the_gateway_is_busy()
    {
        _rig.Use(config => config.Server with { MaxBufferedBytes = Mebi });
        _rig.Upstream.Files.Add(Url, Image(2 * Mebi));

        (_, GatewayError? error) = await FetchAsync();

        Assert.Equal(ErrorKind.Busy, error!.Kind);
        Assert.NotNull(error.RetryAfter);
        Assert.Equal(0, _memory.Taken);
    }

    [Fact]
    public async Task A_file_that_does_not_come_in_time_is_given_up()
    {
        _rig.Upstream.Files.Add(Url, _ => Reply(new StreamContent(new Silent())));
        Task<(FetchedFile? File, GatewayError? Error)> fetching = FetchAsync();

        _rig.Time.Advance(UrlFetcher.Timeout - TimeSpan.FromMilliseconds(1));
        Assert.False(fetching.IsCompleted);
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("did not arrive in time", (await fetching.WaitAsync(Patience.Limit, Stop)).Error!.Message);
        Assert.Equal(0, _memory.Taken);
    }

    [Fact]
    public async Task A_file_that_nobody_waits_for_is_given_up()
    {
        using var left = new CancellationTokenSource();
        _rig.Upstream.Files.Add(Url, _ => Reply(new StreamContent(new Silent())));
        ValueTask<Outcome<FetchedFile>> fetching = _fetcher.FetchAsync(Url, new FetchAllowance(Mebi), UrlFetcher.Timeout, left.Token);

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching.AsTask().WaitAsync(Patience.Limit, Stop));
        Assert.Equal(0, _memory.Taken);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.PartialContent)]
    [InlineData(HttpStatusCode.NoContent)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.ProxyAuthenticationRequired)]
    [InlineData(HttpStatusCode.NotModified)]
    public async Task No_other_answer_than_200_is_a_file(HttpStatusCode status)
    {
        _rig.Upstream.Files.Add(Url, _ => Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(Image(9)) }));

        Assert.Equal($"cannot be fetched: its server answers {(int)status}", (await FetchAsync()).Error!.Message);
    }

    [Fact]
    public async Task A_compressed_file_is_not_unpacked()
    {
        var content = new ByteArrayContent(Image(9));
        content.Headers.ContentEncoding.Add("gzip");
        _rig.Upstream.Files.Add(Url, _ => Reply(content));

        Assert.Contains("compressed", (await FetchAsync()).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_is_told_nothing_of_the_caller_and_nothing_is_kept()
    {
        await using LoopbackServer server = new("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\nok");
        using UpstreamConnections connections = Leading(IPAddress.Parse("93.184.216.34"), server.Port);
        var fetcher = new UrlFetcher(connections, _memory, TimeProvider.System);
        using System.Diagnostics.Activity activity = new System.Diagnostics.Activity("call").Start();

        for (int i = 0; i < 2; i++)
        {
            (await FetchAsync(fetcher)).File!.Dispose();
        }

        Assert.All(server.Heads, head => Assert.Equal(
            "GET /x HTTP/1.1\r\nHost: files.test\r\nAccept: */*\r\nAccept-Encoding: identity\r\nUser-Agent: headgate\r\n\r\n", head));
        Assert.Equal((2, 2, 0), (server.Heads.Count, server.Connections, connections.Open));
    }

    [Fact]
    public async Task Endless_headers_are_not_read()
    {
        await using LoopbackServer server = new($"HTTP/1.1 200 OK\r\nX: {new string('x', 100_000)}\r\nContent-Length: 2\r\n\r\nok");
        using UpstreamConnections connections = Leading(IPAddress.Parse("93.184.216.34"), server.Port);

        Assert.NotNull((await FetchAsync(new UrlFetcher(connections, _memory, TimeProvider.System))).Error);
    }

    [Fact]
    public async Task A_private_host_a_dead_host_and_no_host_are_refused_in_the_same_words()
    {
        await using LoopbackServer breaking = new(stream => { stream.Close(); return Task.CompletedTask; });
        using UpstreamConnections hidden = Leading(IPAddress.Parse("10.0.0.1"), breaking.Port);
        using UpstreamConnections broken = Leading(IPAddress.Parse("93.184.216.34"), breaking.Port);
        using UpstreamConnections dead = Leading(IPAddress.Parse("93.184.216.34"), FreePort());
        using var unknown = new UpstreamConnections(
            TimeProvider.System, lookup: (_, _) => throw new SocketException((int)SocketError.HostNotFound));

        List<string> words = [];
        foreach (UpstreamConnections connections in new[] { hidden, broken, dead, unknown })
        {
            words.Add((await FetchAsync(new UrlFetcher(connections, _memory, TimeProvider.System))).Error!.Message);
        }

        Assert.Single(words.Distinct());
    }

    private static UpstreamConnections Leading(IPAddress answer, int port) =>
        new(TimeProvider.System, lookup: (_, _) => Task.FromResult(new[] { answer }))
        {
            Detour = new Detour(_ => new IPEndPoint(IPAddress.Loopback, port)),
        };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static byte[] Image(int length)
    {
        byte[] image = new byte[length];
        ((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]).CopyTo(image);
        return image;
    }

    private static Task<HttpResponseMessage> Reply(HttpContent content) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });

    private Task<(FetchedFile? File, GatewayError? Error)> FetchAsync(FetchAllowance? allowance = null) => FetchAsync(_fetcher, allowance);

    private static async Task<(FetchedFile? File, GatewayError? Error)> FetchAsync(UrlFetcher fetcher, FetchAllowance? allowance = null)
    {
        Outcome<FetchedFile> outcome = await fetcher.FetchAsync(Url, allowance ?? new FetchAllowance(64 * Mebi), UrlFetcher.Timeout, Stop);
        return outcome.Failed(out GatewayError? error, out FetchedFile? file) ? (null, error) : (file, null);
    }

    /// <summary>A stream whose length nobody can know before its end.</summary>
    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    /// <summary>A stream that never says anything.</summary>
    private sealed class Silent : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
    }
}
