using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Upstream.Connections;
using Headgate.Llm.Providers;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Connections;

public sealed class UpstreamConnectionsTests : IDisposable
{
    private static readonly Credential Key = new("openai#3fd2a9c1", "secret");

    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _lookups = [];
    private readonly UpstreamConnections _connections;
    private readonly CancellationTokenSource _bound =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private NameLookup _lookup = (_, _) => Task.FromResult(new[] { IPAddress.Loopback });

    public UpstreamConnectionsTests()
    {
        _bound.CancelAfter(TimeSpan.FromSeconds(30));
        _connections = new UpstreamConnections(_time, lookup: (host, cancellation) =>
        {
            _lookups.Add(host);
            return _lookup(host, cancellation);
        });
    }

    private CancellationToken Stop => _bound.Token;

    public void Dispose()
    {
        _connections.Dispose();
        _bound.Dispose();
    }

    [Fact]
    public async Task A_connection_that_is_reset_as_soon_as_it_is_made_is_a_failed_connection()
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Task resetting = Task.Run(() => ResetAll(listener), Stop);
        Uri url = new($"http://localhost:{((IPEndPoint)listener.LocalEndPoint!).Port}/");

        for (int i = 0; i < 1000; i++)
        {
            Exception broken = await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(new Endpoint(url, IsWritten: true, null, null, null)));
            Assert.True(broken is HttpRequestException or IOException, broken.ToString());
        }

        listener.Close();
        await resetting;
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using LoopbackServer server = new("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
        using HttpResponseMessage reply = await SendAsync(Written(server));

        Assert.Equal(HttpStatusCode.Found, reply.StatusCode);
        Assert.Single(server.Heads);
    }

    [Fact]
    public async Task Cookies_are_not_kept_and_nothing_is_added_to_a_call()
    {
        await using LoopbackServer server = new("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\nok");
        using System.Diagnostics.Activity activity = new System.Diagnostics.Activity("call").Start();
        for (int i = 0; i < 2; i++)
            (await SendAsync(Written(server))).Dispose();

        Assert.All(server.Heads, head => Assert.Equal($"GET / HTTP/1.1\r\nHost: localhost:{server.Port}\r\n\r\n", head));
    }

    [Fact]
    public async Task Equal_endpoints_share_a_pool_and_its_connections()
    {
        await using LoopbackServer server = new(LoopbackServer.Ok);
        using (HttpResponseMessage reply = await SendAsync(Written(server)))
            await reply.Content.ReadAsStringAsync(Stop);
        ConnectTrace second = new() { Timeout = TimeSpan.FromSeconds(5) };
        using (HttpResponseMessage reply = await SendAsync(Written(server), second))
            await reply.Content.ReadAsStringAsync(Stop);

        Assert.Same(_connections.For(Written(server), Key), _connections.For(Written(server), Key with { Secret = "another" }));
        Assert.Equal((1, 1), (server.Connections, _lookups.Count));
        Assert.Equal(TimeSpan.Zero, second.Elapsed);
    }

    [Fact]
    public void Another_endpoint_credential_or_proxy_user_has_a_pool_of_its_own()
    {
        Endpoint endpoint = new(new Uri("https://upstream.test"), true, new Uri("http://ann:1@proxy.test"), null, null);
        HttpMessageInvoker[] pools =
        [
            _connections.For(endpoint, Key),
            _connections.For(endpoint, Key with { Id = "openai#00000000" }),
            _connections.For(endpoint with { BaseUrl = new Uri("https://other.test") }, Key),
            _connections.For(endpoint with { IsWritten = false }, Key),
            _connections.For(endpoint with { CaHash = "1" }, Key),
            _connections.For(endpoint with { Proxy = new Uri("http://ann:2@proxy.test") }, Key),
        ];
        Assert.Equal(pools.Length, pools.Distinct().Count());
    }

    [Theory]
    [InlineData(true, "169.254.169.254")]
    [InlineData(true, "::ffff:169.254.169.254")]
    [InlineData(true, "fd00:ec2::254")]
    [InlineData(false, "127.0.0.1")]
    [InlineData(false, "10.1.2.3")]
    [InlineData(false, "::1")]
    public async Task A_name_that_resolves_to_an_untrusted_address_is_refused(bool isWritten, string address)
    {
        await using LoopbackServer server = new(LoopbackServer.Ok);
        _lookup = (_, _) => Task.FromResult(new[] { IPAddress.Parse(address) });
        ConnectTrace trace = new() { Timeout = TimeSpan.FromSeconds(5) };

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(Written(server) with { IsWritten = isWritten }, trace));

        Assert.True(trace.Untrusted);
        Assert.False(trace.TimedOut);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_literal_address_is_checked_without_a_lookup()
    {
        await using LoopbackServer server = new(LoopbackServer.Ok);
        Uri literal = new($"http://127.0.0.1:{server.Port}");
        ConnectTrace trace = new() { Timeout = TimeSpan.FromSeconds(5) };

        (await SendAsync(Written(server) with { BaseUrl = literal })).Dispose();
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(new Endpoint(literal, false, null, null, null), trace));

        Assert.True(trace.Untrusted);
        Assert.Empty(_lookups);
    }

    [Fact]
    public async Task Only_the_address_that_was_checked_is_connected_to()
    {
        await using LoopbackServer server = new(LoopbackServer.Ok);
        _lookup = (_, _) => Task.FromResult(new[] { _lookups.Count == 1 ? IPAddress.Loopback : IPAddress.Parse("169.254.169.254") });

        using HttpResponseMessage reply = await SendAsync(Written(server));

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal(["localhost"], _lookups); // never asked again between check and connection
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Untrusted_addresses_are_passed_over_for_trusted_ones()
    {
        await using LoopbackServer server = new(LoopbackServer.Ok);
        _lookup = (_, _) => Task.FromResult(new[] { IPAddress.Parse("169.254.169.254"), IPAddress.Loopback });
        ConnectTrace trace = new() { Timeout = TimeSpan.FromSeconds(5) };

        (await SendAsync(Written(server), trace)).Dispose();
        Assert.False(trace.Untrusted);
    }

    [Fact]
    public async Task An_address_that_refuses_leads_to_the_next()
    {
        await using LoopbackServer server = new(LoopbackServer.Ok);
        _lookup = (_, _) => Task.FromResult(new[] { IPAddress.Parse("127.0.0.2"), IPAddress.IPv6Loopback, IPAddress.Loopback });
        (await SendAsync(Written(server))).Dispose();
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_connection_elsewhere_than_to_the_endpoint_is_refused()
    {
        await using LoopbackServer server = new(LoopbackServer.Ok), other = new(LoopbackServer.Ok);
        ConnectTrace trace = new() { Timeout = TimeSpan.FromSeconds(5) };
        using HttpRequestMessage message = new(HttpMethod.Get, $"http://localhost:{other.Port}/");
        message.Options.Set(ConnectTrace.Key, trace);

        await Assert.ThrowsAsync<HttpRequestException>(() => _connections.For(Written(server), Key).SendAsync(message, Stop));

        Assert.True(trace.Untrusted);
        Assert.Equal(0, other.Connections);
    }

    [Fact]
    public async Task A_lookup_that_takes_too_long_times_out()
    {
        TaskCompletionSource asked = new();
        _lookup = async (_, cancellation) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return [];
        };
        ConnectTrace trace = new() { Timeout = TimeSpan.FromSeconds(2) };
        Task<HttpResponseMessage> call = SendAsync(Written(9), trace);
        await asked.Task.WaitAsync(Stop);

        _time.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        Assert.True(trace.TimedOut);
        Assert.Equal(TimeSpan.FromSeconds(2), trace.Elapsed);
    }

    [Fact]
    public async Task A_handshake_that_takes_too_long_times_out()
    {
        TaskCompletionSource greeted = new();
        await using LoopbackServer server = new(async stream =>
        {
            await stream.ReadExactlyAsync(new byte[1]);
            greeted.SetResult();
            await stream.CopyToAsync(Stream.Null); // until the client hangs up, without a word
        });
        ConnectTrace trace = new() { Timeout = TimeSpan.FromSeconds(2) };
        Task<HttpResponseMessage> call = SendAsync(Tls(server), trace);
        await greeted.Task.WaitAsync(Stop);

        _time.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
        Assert.True(trace.TimedOut);
    }

    [Fact]
    public async Task A_refused_connection_is_neither_untrusted_nor_late()
    {
        int port;
        await using (LoopbackServer gone = new(LoopbackServer.Ok))
            port = gone.Port;
        ConnectTrace trace = new() { Timeout = TimeSpan.FromSeconds(2) };

        HttpRequestException failure = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(Written(port), trace));

        Assert.IsType<SocketException>(failure.InnerException);
        Assert.Equal((false, false), (trace.Untrusted, trace.TimedOut));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(trace.TimedOut);
    }

    [Fact]
    public async Task The_time_a_connection_takes_is_told()
    {
        await using LoopbackServer server = new(LoopbackServer.Ok);
        _lookup = (_, _) =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(120));
            return Task.FromResult(new[] { IPAddress.Loopback });
        };
        ConnectTrace trace = new() { Timeout = TimeSpan.FromSeconds(2) };

        (await SendAsync(Written(server), trace)).Dispose();
        Assert.Equal(TimeSpan.FromMilliseconds(120), trace.Elapsed);
    }

    [Fact]
    public async Task A_server_of_the_ca_file_is_trusted_and_no_other()
    {
        using TestCertificates certificates = new("localhost");
        using TestCertificates foreign = new("localhost");
        await using LoopbackServer server = TlsServer(certificates);

        ConnectTrace trace = new() { Timeout = TimeSpan.FromSeconds(5) };
        (await SendAsync(Tls(server) with { CaFile = certificates.CaFile, CaHash = "1" }, trace)).Dispose();
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(Tls(server)));
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(Tls(server) with { CaFile = foreign.CaFile, CaHash = "2" }));
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(Tls(server) with { CaFile = "/none.pem", CaHash = "3" }));

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(trace.TimedOut);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_whoever_issued_it()
    {
        using TestCertificates certificates = new("elsewhere.test");
        await using LoopbackServer server = TlsServer(certificates);
        Endpoint endpoint = Tls(server) with { CaFile = certificates.CaFile, CaHash = "1" };
        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(endpoint));
    }

    [Fact]
    public async Task Plain_http_goes_through_the_proxy_with_its_credentials()
    {
        await using LoopbackServer proxy = new(
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n",
            LoopbackServer.Ok);
        Uri proxyUrl = new($"http://ann:p%40ss@localhost:{proxy.Port}");
        Endpoint endpoint = new(new Uri("http://upstream.test:8000"), false, proxyUrl, null, null);

        using HttpResponseMessage reply = await SendAsync(endpoint);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.StartsWith("GET http://upstream.test:8000/ HTTP/1.1\r\n", proxy.Heads.Last(), StringComparison.Ordinal);
        Assert.Contains($"Proxy-Authorization: Basic {Basic("ann:p@ss")}\r\n", proxy.Heads.Last(), StringComparison.Ordinal);
        Assert.Equal(["localhost"], _lookups);
    }

    [Fact]
    public async Task Https_goes_through_a_tunnel_of_the_proxy_with_its_credentials()
    {
        using TestCertificates certificates = new("upstream.test");
        string head = "";
        await using LoopbackServer proxy = new(async stream =>
        {
            head = await LoopbackServer.ReadHeadAsync(stream);
            await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
            await AnswerByTlsAsync(stream, certificates);
        });
        Endpoint endpoint = new(
            new Uri("https://upstream.test"), false, new Uri($"http://ann:p%40ss@localhost:{proxy.Port}"), certificates.CaFile, "1");

        using HttpResponseMessage reply = await SendAsync(endpoint);

        Assert.Equal("ok", await reply.Content.ReadAsStringAsync(Stop));
        Assert.Equal(
            $"CONNECT upstream.test:443 HTTP/1.1\r\nHost: upstream.test:443\r\nProxy-Authorization: Basic {Basic("ann:p@ss")}\r\n\r\n",
            head);
    }

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "407")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nspeaks first", "out of turn")]
    [InlineData("nonsense\r\n\r\n", "answered")]
    public async Task A_proxy_that_refuses_the_tunnel_is_an_error_that_says_so(string answer, string reason)
    {
        await using LoopbackServer proxy = new(answer);
        Endpoint endpoint = new(new Uri("https://upstream.test"), false, new Uri($"http://ann:secret@localhost:{proxy.Port}"), null, null);

        HttpRequestException failure = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(endpoint));

        Assert.Contains(reason, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_at_a_metadata_address_is_refused()
    {
        _lookup = (_, _) => Task.FromResult(new[] { IPAddress.Parse("169.254.169.254") });
        ConnectTrace trace = new() { Timeout = TimeSpan.FromSeconds(5) };
        Endpoint endpoint = new(new Uri("https://upstream.test"), true, new Uri("http://proxy.test:3128"), null, null);

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(endpoint, trace));
        Assert.True(trace.Untrusted);
    }

    [Fact]
    public async Task A_reply_that_is_given_up_closes_its_connection()
    {
        TaskCompletionSource closed = new();
        await using LoopbackServer server = new(async stream =>
        {
            await LoopbackServer.ReadHeadAsync(stream);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray());
            try
            {
                if (await stream.ReadAsync(new byte[1]) == 0)
                    closed.SetResult();
            }
            catch (IOException)
            {
                closed.SetResult();
            }
        });

        (await SendAsync(Written(server))).Dispose();
        await closed.Task.WaitAsync(Stop);
    }

    [Fact]
    public async Task A_pool_that_nothing_names_is_closed_after_draining_and_its_open_streams_go_on()
    {
        TaskCompletionSource goOn = new();
        await using LoopbackServer server = new(async stream =>
        {
            await LoopbackServer.ReadHeadAsync(stream);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\none"u8.ToArray());
            await goOn.Task;
            await stream.WriteAsync("two"u8.ToArray());
        });
        HttpMessageInvoker before = _connections.For(Written(server), Key);
        using HttpResponseMessage reply = await SendAsync(Written(server));

        _connections.Retain([]);
        _time.Advance(UpstreamConnections.Drain + TimeSpan.FromMinutes(1));
        Assert.Equal(0, _connections.Open);
        using HttpRequestMessage late = new(HttpMethod.Get, "http://localhost");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => before.SendAsync(late, Stop));
        goOn.SetResult();

        Assert.Equal("onetwo", await reply.Content.ReadAsStringAsync(Stop));
        Assert.NotSame(before, _connections.For(Written(server), Key));
    }

    [Fact]
    public async Task A_pool_that_is_named_stays_and_one_that_drains_still_serves()
    {
        await using LoopbackServer server = new(LoopbackServer.Ok), other = new(LoopbackServer.Ok);
        HttpMessageInvoker kept = _connections.For(Written(server), Key), draining = _connections.For(Written(other), Key);

        _connections.Retain([(Written(server), Key)]);
        _time.Advance(UpstreamConnections.Drain - TimeSpan.FromSeconds(1));
        using HttpRequestMessage late = new(HttpMethod.Get, $"http://localhost:{other.Port}/");
        (await draining.SendAsync(late, Stop)).Dispose();

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Same(kept, _connections.For(Written(server), Key));
        Assert.Equal(1, _connections.Open);
    }

    [Fact]
    public void A_pool_made_by_an_old_snapshot_is_closed_too()
    {
        _connections.Retain([]);
        _connections.For(Written(9), Key);
        _time.Advance(UpstreamConnections.Drain);
        _time.Advance(UpstreamConnections.Drain);
        Assert.Equal(0, _connections.Open);
    }

    [Fact]
    public void The_snapshot_in_force_says_which_pools_stay()
    {
        Snapshots snapshots = new() { Current = Naming(Written(1), Written(2)) };
        using UpstreamConnections connections = new(_time, snapshots);
        HttpMessageInvoker one = connections.For(Written(1), Key), two = connections.For(Written(2), Key);

        _time.Advance(UpstreamConnections.Drain * 2);
        Assert.Same(two, connections.For(Written(2), Key));

        snapshots.Current = Naming(Written(1));
        _time.Advance(UpstreamConnections.Drain);
        _time.Advance(UpstreamConnections.Drain);
        Assert.Equal(1, connections.Open);
        Assert.Same(one, connections.For(Written(1), Key));
    }

    private static ConfigSnapshot Naming(params Endpoint[] endpoints) => new()
    {
        Hash = "",
        Server = new ServerOptions(),
        Providers = [.. endpoints.Select((endpoint, i) => new Provider
        {
            Name = $"p{i}",
            Vendor = null!, // not asked here
            Row = new VendorRow { Type = "openai", Auth = AuthScheme.Bearer, Protocols = [] },
            Endpoint = endpoint,
            Credentials = [Key],
        })],
        Models = new ModelTable([], []),
        Keys = new KeyRing([]),
        AdminTokens = [],
        Log = new LogOptions(),
        AuthRequired = true,
    };

    private static Endpoint Written(int port) => new(new Uri($"http://localhost:{port}"), true, null, null, null);

    private static Endpoint Written(LoopbackServer server) => Written(server.Port);

    private static Endpoint Tls(LoopbackServer server) => new(new Uri($"https://localhost:{server.Port}"), true, null, null, null);

    private static LoopbackServer TlsServer(TestCertificates certificates) => new(stream => AnswerByTlsAsync(stream, certificates));

    private static async Task AnswerByTlsAsync(Stream stream, TestCertificates certificates)
    {
        await using SslStream tls = new(stream);
        await tls.AuthenticateAsServerAsync(certificates.Server);
        if (await LoopbackServer.ReadHeadAsync(tls) is { Length: > 0 })
            await tls.WriteAsync(Encoding.ASCII.GetBytes(LoopbackServer.Ok));
    }

    private static string Basic(string credentials) => Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));

    private static void ResetAll(Socket listener)
    {
        try
        {
            while (true)
            {
                using Socket taken = listener.Accept();
                taken.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        }
        catch (SocketException)
        {
            // The listener is closed: the test is over.
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Endpoint endpoint, ConnectTrace? trace = null)
    {
        using HttpRequestMessage message = new(HttpMethod.Get, endpoint.BaseUrl);
        message.Options.Set(ConnectTrace.Key, trace ?? new ConnectTrace { Timeout = TimeSpan.FromSeconds(5) });
        return await _connections.For(endpoint, Key).SendAsync(message, Stop);
    }

    private sealed class Snapshots : ISnapshotSource
    {
        public required ConfigSnapshot Current { get; set; }
    }
}
