using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Framing;

namespace Headgate.Server.DataPlane.Sockets;

/// <summary>
/// The way back of one response: each of its events is a message; a refusal is one of the type <c>error</c> with the status and the headers that
/// it would have had. https://platform.openai.com/docs/guides/websocket-mode, by the types of SDK 7.57 (2026-11-13).
/// </summary>
internal sealed class SocketReply(WebSocket socket, SocketHistory history) : IClientReply, IDisposable
{
    private readonly ArrayBufferWriter<byte> _written = new();
    private readonly SseBuffer _events = new(Array.MaxLength);
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);
    private int _status;

    /// <inheritdoc />
    public bool HasStarted => _status != 0;

    /// <inheritdoc />
    public IBufferWriter<byte> Body => _written;

    private bool IsRefusal => _status is not (0 or StatusCodes.Status200OK);

    /// <inheritdoc />
    public void SetHeader(string name, string value) => _headers[name] = value;

    /// <inheritdoc />
    public void Start(int status, string contentType, long? contentLength) => _status = status;

    /// <inheritdoc />
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        if (IsRefusal)
        {
            return; // sent whole, at its end
        }

        Take();
        while (Next() is { } message)
        {
            await SendAsync(message, cancellation);
        }
    }

    /// <summary>Sends what is sent only whole. The call has ended.</summary>
    public ValueTask EndAsync(CancellationToken cancellation) => IsRefusal ? SendAsync(Refusal(), cancellation) : ValueTask.CompletedTask;

    /// <inheritdoc />
    public void Abort() => socket.Abort();

    /// <inheritdoc />
    public void Dispose() => _events.Dispose();

    private void Take()
    {
        for (ReadOnlySpan<byte> left = _written.WrittenSpan; !left.IsEmpty;)
        {
            Span<byte> room = _events.GetMemory().Span;
            int taken = Math.Min(left.Length, room.Length);
            left[..taken].CopyTo(room);
            _events.Advance(taken);
            left = left[taken..];
        }

        _written.ResetWrittenCount();
    }

    // Comments keep proxies of streams awake; a socket has its own pings.
    private byte[]? Next()
    {
        while (_events.TryRead(out SseEvent read))
        {
            if (!read.Data.IsEmpty)
            {
                byte[] message = read.Data.ToArray();
                history.Sent(read.Name, message);
                return message;
            }
        }

        return null;
    }

    private byte[] Refusal()
    {
        ArrayBufferWriter<byte> message = new();
        using JsonDocument reply = JsonDocument.Parse(_written.WrittenMemory);
        using (Utf8JsonWriter json = new(message))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "error"u8);
            json.WriteNumber("status"u8, _status);
            json.WriteStartObject("error"u8);
            foreach (JsonProperty member in reply.RootElement.GetProperty("error"u8).EnumerateObject())
            {
                member.WriteTo(json);
            }

            json.WriteStartObject("headers"u8);
            foreach ((string name, string value) in _headers)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return message.WrittenSpan.ToArray();
    }

    private async ValueTask SendAsync(byte[] message, CancellationToken cancellation)
    {
        try
        {
            await socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or ObjectDisposedException)
        {
            throw new ClientGoneException();
        }
    }
}
