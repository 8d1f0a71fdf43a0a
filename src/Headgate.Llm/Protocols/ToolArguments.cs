using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>
/// The arguments of a tool call: OpenAI has them as a text that the model wrote, which may be no JSON at all; others as an object.
/// </summary>
internal static class ToolArguments
{
    /// <summary>
    /// The arguments as the JSON of an object: nothing becomes <c>{}</c>, another JSON value <c>{"value": …}</c>, what is no JSON
    /// <c>{"arguments": "…"}</c>.
    /// </summary>
    public static ReadOnlyMemory<byte> AsObject(ReadOnlyMemory<byte> arguments)
    {
        ReadOnlyMemory<byte> text = WithoutLoneSurrogates(arguments.Trim(" \t\r\n"u8));
        if (text.IsEmpty)
        {
            return "{}"u8.ToArray();
        }

        return new JsonSkim(text.Span).TryWalk(int.MaxValue) ? text : Wrap(text.Span);
    }

    /// <summary>The same JSON without the white space between its tokens.</summary>
    public static ReadOnlyMemory<byte> Compact(ReadOnlyMemory<byte> json)
    {
        ReadOnlySpan<byte> text = json.Span;
        byte[] compact = new byte[text.Length];
        int length = 0;
        bool isInString = false;
        for (int i = 0; i < text.Length; i++)
        {
            byte sign = text[i];
            if (!isInString && sign is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                continue;
            }

            compact[length++] = sign;
            if (isInString && sign == (byte)'\\' && i + 1 < text.Length)
            {
                compact[length++] = text[++i];
            }
            else if (sign == (byte)'"')
            {
                isInString = !isInString;
            }
        }

        return length == text.Length ? json : compact.AsMemory(0, length);
    }

    // An escaped half of a surrogate pair is no Unicode once it is unescaped, and would make the body that it goes into none either.
    private static ReadOnlyMemory<byte> WithoutLoneSurrogates(ReadOnlyMemory<byte> text) =>
        Utf8.IsValid(text.Span) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.Span));

    private static ReadOnlyMemory<byte> Wrap(ReadOnlySpan<byte> text)
    {
        ArrayBufferWriter<byte> output = new(text.Length + 32);
        using Utf8JsonWriter writer = JsonOutput.Open(output);
        writer.WriteStartObject();
        if (IsJson(text))
        {
            writer.WritePropertyName("value"u8);
            writer.WriteRawValue(text, skipInputValidation: true);
        }
        else
        {
            writer.WriteString("arguments"u8, text);
        }

        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenMemory;
    }

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        try
        {
            Utf8JsonReader reader = new(text);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
