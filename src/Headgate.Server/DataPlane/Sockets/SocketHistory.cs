using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Headgate.Llm.Framing;

namespace Headgate.Server.DataPlane.Sockets;

/// <summary>
/// The conversation that the last response of a socket belongs to: what it was asked with and what it said. A message that goes on from it
/// (<c>previous_response_id</c>) says only what is new, and is sent whole. Only of responses that are stored nowhere: a stored one goes on by its
/// id. https://developers.openai.com/api/docs/guides/websocket-mode, read 2026-11-23.
/// </summary>
internal sealed class SocketHistory
{
    /// <summary>The longest conversation that is kept, in bytes of its items.</summary>
    private const int MostBytes = 4 << 20;

    private static readonly RequestEdits AsPosted = Edit();

    private string? _id;
    private byte[] _items = [];
    private byte[]? _asked;

    /// <summary>What a message's body has to be, to be one that was posted.</summary>
    public RequestEdits EditsFor(JsonScan message)
    {
        string? previous = message.GetString("previous_response_id"u8);
        bool goesOn = previous is not null && previous == _id;
        ReadOnlySpan<byte> said = Items(message, out bool isText);
        byte[] input = [.. isText ? """{"role":"user","content":"""u8 : [], .. said, .. isText ? "}"u8 : []];
        byte[] all = goesOn ? Join(_items, input) : input;
        _asked = all.Length <= MostBytes && (goesOn || previous is null) ? all : null;
        if (!goesOn)
        {
            return AsPosted;
        }

        RequestEdits edits = Edit();
        edits.Add(MemberEdit.Remove("previous_response_id"));
        edits.Add(MemberEdit.Set("input", (byte[])[(byte)'[', .. all, (byte)']']));
        return edits;
    }

    /// <summary>Takes note of an event that the client is sent; only the last one of a response matters.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">Its data.</param>
    public void Sent(ReadOnlySpan<byte> name, byte[] data)
    {
        bool isEnd = name.SequenceEqual("response.completed"u8) || name.SequenceEqual("response.incomplete"u8);
        if (!isEnd || _asked is null || !Utf8.IsValid(data))
        {
            return;
        }

        try
        {
            using JsonDocument end = JsonDocument.Parse(data);
            Keep(end.RootElement.GetProperty("response"), _asked);
        }
        catch (Exception strange) when (strange is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            _id = null; // no response that anybody could go on from
        }
    }

    private void Keep(JsonElement response, byte[] asked)
    {
        bool isStored = response.GetProperty("store").ValueKind != JsonValueKind.False;
        byte[] items = isStored ? [] : response.GetProperty("output").EnumerateArray().Where(MayReturn)
            .Aggregate(asked, (all, item) => Join(all, Encoding.UTF8.GetBytes(item.GetRawText())));
        bool isKept = !isStored && items.Length <= MostBytes;
        (_id, _items) = isKept ? (response.GetProperty("id").GetString(), items) : (null, []);
    }

    /// <summary>Reasoning that is not sealed lies with the vendor alone, under an id that it has not kept.</summary>
    private static bool MayReturn(JsonElement item) =>
        item.GetProperty("type").GetString() != "reasoning"
        || (item.TryGetProperty("encrypted_content", out JsonElement sealedText) && sealedText.ValueKind == JsonValueKind.String);

    /// <summary>What stands between the brackets of a message's input; of one that is text, the text.</summary>
    private static ReadOnlySpan<byte> Items(JsonScan message, out bool isText)
    {
        isText = false;
        if (!message.TryGet("input"u8, out JsonMember input))
        {
            return [];
        }

        isText = input.Kind == JsonTokenType.String;
        ReadOnlySpan<byte> value = message.ValueOf(input).Span;
        return isText ? value : input.Kind == JsonTokenType.StartArray ? value[1..^1].Trim(" \t\r\n"u8) : [];
    }

    private static byte[] Join(byte[] items, byte[] more) => items.Length == 0 || more.Length == 0 ? [.. items, .. more] : [.. items, (byte)',', .. more];

    private static RequestEdits Edit()
    {
        RequestEdits edits = new();
        edits.Add(MemberEdit.Remove("type"));
        edits.Add(MemberEdit.Set("stream", "true"u8.ToArray()));
        return edits;
    }
}
