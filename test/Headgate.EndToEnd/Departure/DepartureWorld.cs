using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Departure;

/// <summary>A vendor that can be held at each point of a call, and an address where nobody takes the connection.</summary>
public sealed class DepartureWorld : PlainWorld
{
    private readonly Socket _deaf = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    private int DeafPort => ((IPEndPoint)_deaf.LocalEndPoint!).Port;

    /// <summary>How many connections to the deaf address wait for an answer, those that fill its queue aside.</summary>
    public int Connecting() => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(one => one.State == TcpState.SynSent && one.RemoteEndPoint.Port == DeafPort && !IsOurs(one.LocalEndPoint));

    public override async ValueTask InitializeAsync()
    {
        _deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _deaf.Listen(0);
        // Whoever comes after the queue is full hears nothing, not even a refusal.
        for (var i = 0; i < 3; i++)
        {
            var waiting = new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            waiting.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _waiting.Add(waiting);
            _ = Record.Exception(() => waiting.Connect(_deaf.LocalEndPoint!));
        }

        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _waiting.ForEach(socket => socket.Dispose());
        _deaf.Dispose();
    }

    private bool IsOurs(IPEndPoint local) => _waiting.Exists(socket => ((IPEndPoint)socket.LocalEndPoint!).Port == local.Port);

    protected override string Config(Uri simulator) => GatewayConfig.Head(simulator).Replace(
        "keys:",
        $$"""
          narrow: { type: openai, api_key: none-needed-here, base_url: "{{simulator}}v1", max_concurrent: 1, queue: { wait: 1h } }
          deaf: { type: openai, api_key: none-needed-here, base_url: "http://127.0.0.1:{{DeafPort}}/v1" }
        keys:
        """,
        StringComparison.Ordinal) + """
        models:
          connecting: { targets: [ { model: deaf/m }, { model: openai/echo } ], timeouts: { connect: 1h } }
          backing-off: { targets: [ { model: openai/status-429-retry-600s } ], retry: { max_backoff: 1h } }
          queueing: { targets: [ { model: narrow/hold }, { model: openai/echo } ] }
          held: { targets: [ { model: openai/hold }, { model: openai/echo } ] }
          held-first: { targets: [ { model: openai/hold-first }, { model: openai/echo } ] }
          held-after-5: { targets: [ { model: openai/hold-after-5 }, { model: openai/echo } ] }
          claude-held: { targets: [ { model: claude/hold }, { model: claude/echo } ] }
          claude-held-first: { targets: [ { model: claude/hold-first }, { model: claude/echo } ] }
          claude-held-after-5: { targets: [ { model: claude/hold-after-5 }, { model: claude/echo } ] }

        """;
}
