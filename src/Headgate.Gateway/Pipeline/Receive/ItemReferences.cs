using System.Buffers;
using System.Text.Json;
using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Gateway.Raw.Objects;
using Headgate.Llm.Framing;

namespace Headgate.Gateway.Pipeline.Receive;

/// <summary>
/// Puts items that a Responses request refers to by their ids (<c>item_reference</c>) in the places of the references, where they are of answers that
/// were translated here: https://platform.openai.com/docs/api-reference/responses/create, read 2026-11-22. What is not known stays as it is.
/// </summary>
internal static class ItemReferences
{
    /// <summary>The edit that does it; null when nothing is to be put back.</summary>
    /// <param name="request">The request.</param>
    /// <param name="scope">Whose items it may mean.</param>
    /// <param name="items">What is kept.</param>
    /// <param name="room">How many bytes that may add: the same item may be referred to many times.</param>
    /// <param name="isTooMuch">True when it would add more; then there is no edit.</param>
    public static RequestEdits? PutBack(JsonScan request, string scope, ItemMemory items, long room, out bool isTooMuch)
    {
        isTooMuch = false;
        if (!request.HasSought || request.Bytes.Span.IndexOf("item_reference"u8) < 0
            || !request.TryGet("input"u8, out JsonMember input) || input.Kind != JsonTokenType.StartArray)
        {
            return null;
        }

        ReadOnlySpan<byte> array = request.ValueOf(input).Span;
        var whole = new ArrayBufferWriter<byte>(array.Length);
        int copied = 0;
        var reader = new Utf8JsonReader(array, new JsonReaderOptions { MaxDepth = JsonScan.MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            if (ReferredId(ref reader) is { } id && items.Recall(scope, id) is { } item)
            {
                if ((room -= item.Length) < 0)
                {
                    isTooMuch = true;
                    return null;
                }

                whole.Write(array[copied..start]);
                whole.Write(item.Span);
                copied = (int)reader.BytesConsumed;
            }
        }

        if (copied == 0)
        {
            return null;
        }

        whole.Write(array[copied..]);
        var edits = new RequestEdits();
        edits.Add(MemberEdit.Set("input", whole.WrittenSpan.ToArray()));
        return edits;
    }

    /// <summary>Consumes an element; gives the id that it refers to, or null.</summary>
    private static string? ReferredId(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        string? id = null;
        bool isReference = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = reader.ValueTextEquals("id"u8);
            bool isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                id = isId ? BodyIds.Text(ref reader) : id;
                isReference = isType ? reader.ValueTextEquals("item_reference"u8) : isReference;
            }

            reader.Skip();
        }

        return isReference ? id : null;
    }
}
