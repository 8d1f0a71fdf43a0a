using System.Buffers;
using System.Text;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.OpenAIResponses;

/// <summary>The items of an answer, by the ids that a client may refer to them by (<c>item_reference</c>).</summary>
internal static class AnswerItems
{
    /// <summary>Those of a whole answer; what has no id cannot be referred to.</summary>
    public static IReadOnlyList<AnswerItem> Of(ReadOnlyMemory<byte> answer)
    {
        if (!JsonScan.TryScan(answer, out JsonScan? scan, out _) || !scan.TryGet("output"u8, out JsonMember output))
        {
            return [];
        }

        using JsonDocument items = JsonDocument.Parse(scan.ValueOf(output), new JsonDocumentOptions { MaxDepth = JsonScan.MaxDepth });
        return
        [
            .. from item in items.RootElement.EnumerateArray()
               where item.TryGetProperty("id"u8, out _)
               select new AnswerItem(item.GetProperty("id"u8).GetString()!, Encoding.UTF8.GetBytes(item.GetRawText())),
        ];
    }

    /// <summary>One that was written.</summary>
    public static AnswerItem Of(OutputItem item)
    {
        var written = new ArrayBufferWriter<byte>();
        using (Utf8JsonWriter json = JsonOutput.Open(written))
        {
            item.Write(json, isWhole: true);
        }

        return new AnswerItem(item.Id, written.WrittenMemory);
    }
}
