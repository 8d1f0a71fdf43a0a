using System.Text;
using System.Text.Json;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>
/// What a tool gave, which Gemini takes only as an object: https://ai.google.dev/api/caching#FunctionResponse, read 2026-11-22, has <c>result</c> and
/// <c>error</c> for what is none.
/// </summary>
internal static class GeminiResult
{
    /// <summary>Writes the member <c>response</c>. Text that is an object's JSON goes as that object.</summary>
    public static void Write(Utf8JsonWriter json, ToolResultPart result)
    {
        string text = string.Join('\n', result.Content.Select(TextOf).Where(text => text is not null));
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (result.IsError != true && new JsonSkim(bytes.AsSpan().Trim(" \t\r\n"u8)).TryWalk(int.MaxValue))
        {
            json.WriteRaw("response"u8, bytes);
            return;
        }

        json.WriteStartObject("response"u8);
        json.WriteString(result.IsError == true ? "error"u8 : "result"u8, bytes);
        json.WriteEndObject();
    }

    /// <summary>What of it is no text.</summary>
    public static IEnumerable<ContentPart> MediaOf(ToolResultPart result) =>
        result.Content.Where(part => part is ImagePart or AudioPart or DocumentPart { Source: not MediaSource.Text });

    private static string? TextOf(ContentPart part) => part switch
    {
        DocumentPart { Name: { } name, Source: MediaSource.Text named } => $"{GeminiMedia.NameLine(name)}\n{named.Value}",
        DocumentPart { Name: { } name } => GeminiMedia.NameLine(name),
        DocumentPart { Source: MediaSource.Text document } => document.Value,
        TextPart text => text.Text,
        RefusalPart refusal => refusal.Text,
        _ => null,
    };
}
