using System.Net;
using System.Text;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Raw;
using Headgate.Llm.Protocols;
using Headgate.Server.DataPlane;
using Headgate.Server.DataPlane.Sockets;
using Headgate.Server.Lifetime;
using Headgate.Server.Listening;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headgate.Server.Tests.DataPlane;

/// <summary>A data plane on real sockets, with the pipeline replaced by a handler of the test's.</summary>
internal sealed class TestDataPlane : IAsyncDisposable
{
    private readonly DataPlaneHost _host;

    private TestDataPlane(DataPlaneHost host)
    {
        _host = host;
        Client = ClientFor(new SocketsHttpHandler());
    }

    public required GatewayState State { get; init; }

    public HttpClient Client { get; }

    public ListenUrl Listening => _host.Addresses[0];

    public Uri Address => Listening.Url;

    public static Task<TestDataPlane> StartAsync(CallHandler? onCall = null, ServerOptions? options = null, TimeProvider? time = null) =>
        StartAsync(new Listeners([new ListenAddress("127.0.0.1", 0, IsTls: false, null)], () => null), onCall, options, time);

    public static async Task<TestDataPlane> StartAsync(
        Listeners listeners, CallHandler? onCall = null, ServerOptions? options = null, TimeProvider? time = null)
    {
        GatewayState state = new(() => 0, () => 0, DateTimeOffset.UnixEpoch);
        DataPlaneApplication application =
            new(new Snapshots(options), state, TimeProvider.System, onCall ?? EchoAsync, EchoRawAsync, EchoModelAsync,
                new SocketDoor(_ => null, onCall ?? EchoAsync, time ?? TimeProvider.System, NullLoggerFactory.Instance));
        DataPlaneHost host = await DataPlaneHost.StartAsync(
            application, listeners, inlineIo: false, NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        return new TestDataPlane(host) { State = state };
    }

    /// <summary>A client of this host; its handler decides how it connects.</summary>
    public HttpClient ClientFor(SocketsHttpHandler handler) => new(handler)
    {
        BaseAddress = Address,
        Timeout = TimeSpan.FromSeconds(30),
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _host.DisposeAsync();
    }

    /// <summary>Answers a whole reply.</summary>
    public static ValueTask AnswerAsync(IClientReply reply, string text, CancellationToken departed)
    {
        byte[] body = Encoding.UTF8.GetBytes(text);
        reply.Start((int)HttpStatusCode.OK, "text/plain", body.Length);
        body.CopyTo(reply.Body.GetSpan(body.Length));
        reply.Body.Advance(body.Length);
        return reply.FlushAsync(departed);
    }

    private static ValueTask EchoAsync(NativeProtocol protocol, IClientRequest request, IClientReply reply, CancellationToken departed) =>
        AnswerAsync(reply, protocol.Name, departed);

    private static ValueTask EchoRawAsync(RawVisit visit, IClientRequest request, IClientReply reply, CancellationToken departed) =>
        AnswerAsync(reply, $"{visit.Call} {visit.Route.Path}", departed);

    private static ValueTask EchoModelAsync(
        Dialect dialect, string? id, IClientRequest request, IClientReply reply, CancellationToken departed) =>
        AnswerAsync(reply, $"{dialect} {id ?? "all"}", departed);
}
