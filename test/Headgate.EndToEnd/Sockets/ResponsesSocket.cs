using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Headgate.EndToEnd.Sockets;

/// <summary>A client of Responses over a socket, as bare as can be.</summary>
internal sealed class ResponsesSocket : IDisposable
{
    public ClientWebSocket Socket { get; } = new();

    public static async Task<ResponsesSocket> ConnectAsync(string baseUrl, string key)
    {
        ResponsesSocket client = new();
        client.Socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        client.Socket.Options.SetRequestHeader("OpenAI-Beta", "responses_websockets=2026-02-06");
        client.Socket.Options.SetRequestHeader("Idempotency-Key", "of the socket"); // says nothing of the calls in it
        client.Socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await client.Socket.ConnectAsync(new Uri(baseUrl.Replace("http:", "ws:", StringComparison.Ordinal) + "/v1/responses"), Bound.Token());
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return client;
    }

    /// <summary>Asks for a response: the members beside the type.</summary>
    public Task CreateAsync(string members) => SendAsync($$"""{"type":"response.create",{{members}}}""");

    public Task SendAsync(string text) => Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Bound.Token());

    /// <summary>The events of one response, up to the one that ends it.</summary>
    public async Task<List<JsonElement>> ResponseAsync()
    {
        List<JsonElement> events = [];
        do
        {
            events.Add(await HearAsync());
        }
        while (events[^1].GetProperty("type").GetString() is not ("response.completed" or "error")); // a failed response has its error behind it

        return events;
    }

    /// <summary>One message.</summary>
    public async Task<JsonElement> HearAsync()
    {
        using MemoryStream heard = new();
        byte[] buffer = new byte[16 << 10];
        WebSocketReceiveResult received;
        do
        {
            received = await Socket.ReceiveAsync(buffer, Bound.Token());
            heard.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);

        return received.MessageType == WebSocketMessageType.Close ? default : JsonElement.Parse(heard.ToArray());
    }

    public void Dispose() => Socket.Dispose();
}
