using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Connections;

/// <summary>A listener on a free loopback port that hands each connection to a script.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    public const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly Task _accepting;
    private int _connections;

    public LoopbackServer(Func<Stream, Task> script)
    {
        _listener.Start();
        _accepting = AcceptAsync(script);
    }

    /// <summary>Answers each request of a connection with the next of these replies, the last one for ever.</summary>
    public LoopbackServer(params string[] replies)
        : this(_ => Task.CompletedTask)
    {
        Replies = replies;
    }

    public string[]? Replies { get; }

    public ConcurrentQueue<string> Heads { get; } = new();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        foreach (TcpClient client in _clients)
            client.Dispose();
        await _accepting;
    }

    /// <summary>Reads the head of a message, up to the empty line.</summary>
    public static async Task<string> ReadHeadAsync(Stream stream)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0)
                return "";
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private async Task AcceptAsync(Func<Stream, Task> script)
    {
        List<Task> running = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                _clients.Add(client);
                Interlocked.Increment(ref _connections);
                running.Add(ServeAsync(client.GetStream(), script));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(Stream stream, Func<Stream, Task> script)
    {
        try
        {
            await script(stream);
            if (Replies is not null)
                await ReplyAsync(stream, Replies);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or AuthenticationException)
        {
            // the client has closed the connection, which is often what the test is about
        }
    }

    private async Task ReplyAsync(Stream stream, string[] replies)
    {
        for (int i = 0; await ReadHeadAsync(stream) is { Length: > 0 } head; i++)
        {
            Heads.Enqueue(head);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(replies[Math.Min(i, replies.Length - 1)]));
        }
    }
}
