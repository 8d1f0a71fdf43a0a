using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Framing;

/// <summary>Says why a body is no strict JSON, and where, so that a developer can go and look.</summary>
internal static class JsonRefusal
{
    private const int LongestNameShown = 64;

    /// <summary>What can be told before any JSON is read: an empty body, a byte order mark, bytes that are no UTF-8.</summary>
    public static GatewayError? BeforeReading(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return Invalid("The body is empty; send a JSON object.");
        }

        if (body.StartsWith("\uFEFF"u8))
        {
            return Invalid("The body starts with a byte order mark; send JSON as UTF-8 without one.");
        }

        return Utf8.IsValid(body)
            ? null
            : Invalid($"The body is not valid UTF-8 at byte {FirstInvalidByte(body)}; send JSON as UTF-8.");
    }

    /// <summary>Reads a body that was found wanting, slowly, to tell what is wrong and where.</summary>
    public static GatewayError Explain(ReadOnlySpan<byte> body)
    {
        Utf8JsonReader reader = new(body, new JsonReaderOptions { MaxDepth = JsonScan.MaxDepth });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return NoObject(reader.TokenType);
            }

            int members = 0;
            while (reader.Read() && members <= JsonScan.MaxMembers)
            {
                members += reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 ? 1 : 0;
            }

            return TooManyMembers();
        }
        catch (JsonException found)
        {
            return Syntax(reader, body, found);
        }
    }

    /// <summary>A name that comes twice, which two readers would take differently.</summary>
    public static GatewayError Duplicate(ReadOnlySpan<byte> escapedName, int first, int second)
    {
        string name = Shorten(JsonText.Decode(escapedName));
        return Invalid($"The body names \"{name}\" twice, at bytes {first} and {second}; send it once.") with { Param = $"$.{name}" };
    }

    /// <summary>A value in words: <c>a string</c>.</summary>
    public static string Describe(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };

    private static GatewayError NoObject(JsonTokenType kind) =>
        new(ErrorKind.InvalidRequest, $"The body must be a JSON object, but it is {Describe(kind)}.") { Param = "$" };

    // More members than any protocol has; the bound keeps the look for duplicates cheap.
    private static GatewayError TooManyMembers() =>
        new(ErrorKind.InvalidRequest, $"The body has more than {JsonScan.MaxMembers} top-level members; send fewer.") { Param = "$" };

    private static GatewayError Syntax(in Utf8JsonReader reader, ReadOnlySpan<byte> body, JsonException found)
    {
        string place = $"line {found.LineNumber + 1}, byte {found.BytePositionInLine + 1}";
        return IsTooDeep(reader, body)
            ? Invalid($"The body nests deeper than {JsonScan.MaxDepth} levels at {place}; send it flatter.")
            : Invalid($"The body is not valid JSON at {place}: {Reason(found)}");
    }

    private static GatewayError Invalid(string message) => new(ErrorKind.InvalidJson, message);

    // The depth is not told apart by the exception; the reader stands on the bracket that it would not open.
    private static bool IsTooDeep(in Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        int open = reader.CurrentDepth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
        int at = (int)reader.BytesConsumed;
        return open >= JsonScan.MaxDepth && at < body.Length && body[at] is (byte)'{' or (byte)'[';
    }

    private static string Reason(JsonException found)
    {
        int tail = found.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return tail < 0 ? found.Message : found.Message[..tail];
    }

    private static int FirstInvalidByte(ReadOnlySpan<byte> body)
    {
        int at = 0;
        while (Rune.DecodeFromUtf8(body[at..], out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    private static string Shorten(string name)
    {
        if (name.Length <= LongestNameShown)
        {
            return name;
        }

        int end = char.IsHighSurrogate(name[LongestNameShown - 1]) ? LongestNameShown - 1 : LongestNameShown;
        return name[..end] + "…";
    }
}
