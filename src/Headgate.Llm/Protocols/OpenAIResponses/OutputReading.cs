using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>What is read off the <c>output</c> of a response, and off an item of it inside an event.</summary>
internal sealed class OutputReading
{
    private List<string>? _ids;

    /// <summary>Searches of the web.</summary>
    public long Searches { get; private set; }

    /// <summary>Ids of the items; null when there are none.</summary>
    public IReadOnlyList<string>? Ids => _ids;

    /// <summary>Consumes the value at the cursor; null when it is no array.</summary>
    public static OutputReading? Read(ref JsonCursor output)
    {
        if (!output.EnterArray())
        {
            return null;
        }

        OutputReading read = new();
        while (output.NextElement())
        {
            ReadOnlySpan<byte> type = ReadItem(ref output, readsId: true, out string? id);
            read.Searches += type.SequenceEqual("web_search_call"u8) ? 1 : 0;
            if (id is not null)
            {
                (read._ids ??= []).Add(id);
            }
        }

        return read;
    }

    /// <summary>Consumes the item at the cursor; gives its type, empty when it has none.</summary>
    public static ReadOnlySpan<byte> ReadItem(ref JsonCursor item, bool readsId, out string? id)
    {
        id = null;
        ReadOnlySpan<byte> type = default;
        if (!item.EnterObject())
        {
            return type;
        }

        while (item.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("type"u8))
            {
                type = item.Word();
            }
            else if (readsId && name.SequenceEqual("id"u8))
            {
                id = item.Text();
            }
            else
            {
                item.Skip();
            }
        }

        return type;
    }
}
