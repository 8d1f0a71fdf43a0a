using System.Globalization;
using System.Text.Json;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols;

/// <summary>Finds the words of an error in whatever shape a vendor sends it.</summary>
internal struct VendorErrorReader
{
    private string? _type;
    private string? _code;
    private string? _message;
    private string? _param;

    /// <summary>Reads a body or an event's data; what is no JSON, or is cut, gives what was read until there.</summary>
    public static VendorError Read(ReadOnlySpan<byte> body)
    {
        VendorErrorReader reader = default;
        try
        {
            JsonCursor cursor = new(body);
            reader.ReadValue(ref cursor);
        }
        catch (JsonException)
        {
            // What came before the fault is still the vendor's.
        }

        return new VendorError(reader._type, reader._code, reader._message, reader._param);
    }

    // Deeper values are the more exact: error.message over message, detail[0].msg over detail.
    private void ReadValue(ref JsonCursor cursor)
    {
        if (cursor.Kind == JsonTokenType.String)
        {
            _message = cursor.Text() ?? _message;
        }
        else if (cursor.Kind == JsonTokenType.StartArray)
        {
            ReadFirst(ref cursor);
        }
        else if (cursor.EnterObject())
        {
            while (cursor.NextMember(out ReadOnlySpan<byte> name))
            {
                ReadMember(name, ref cursor);
            }
        }
    }

    private void ReadFirst(ref JsonCursor array)
    {
        bool isFirst = array.EnterArray();
        while (array.NextElement())
        {
            if (isFirst)
            {
                ReadValue(ref array);
                isFirst = false;
            }
            else
            {
                array.Skip();
            }
        }
    }

    private void ReadMember(ReadOnlySpan<byte> name, ref JsonCursor value)
    {
        if (IsWords(name))
        {
            ReadValue(ref value);
        }
        else if (name.SequenceEqual("type"u8))
        {
            _type = value.Text() is { } type && !IsEventType(type) ? type : _type;
        }
        else if (name.SequenceEqual("status"u8))
        {
            string? status = value.Text();
            _type ??= status;
        }
        else if (name.SequenceEqual("code"u8) || name.SequenceEqual("error_code"u8))
        {
            _code = (value.Kind == JsonTokenType.Number ? value.Count()?.ToString(CultureInfo.InvariantCulture) : value.Text()) ?? _code;
        }
        else if (name.SequenceEqual("param"u8))
        {
            _param = value.Text() ?? _param;
        }
        else if (name.SequenceEqual("loc"u8))
        {
            _param = ReadPath(ref value) ?? _param;
        }
        else if (name.SequenceEqual("details"u8) && value.Kind == JsonTokenType.StartObject)
        {
            ReadValue(ref value);
        }
        else if (name.SequenceEqual("response"u8))
        {
            ReadFailedResponse(ref value);
        }
        else
        {
            value.Skip();
        }
    }

    private static bool IsWords(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("error"u8) || name.SequenceEqual("message"u8) || name.SequenceEqual("detail"u8) || name.SequenceEqual("msg"u8);

    // The type of the event around the error says nothing of the error itself.
    private static bool IsEventType(string type) => type == "error" || type.StartsWith("response.", StringComparison.Ordinal);

    // FastAPI's place of a fault: ["body", "messages", 0].
    private static string? ReadPath(ref JsonCursor place)
    {
        if (!place.EnterArray())
        {
            return null;
        }

        List<string> steps = [];
        while (place.NextElement())
        {
            steps.Add((place.Kind == JsonTokenType.Number ? place.Count()?.ToString(CultureInfo.InvariantCulture) : place.Text()) ?? "");
        }

        return string.Join('.', steps);
    }

    private void ReadFailedResponse(ref JsonCursor response)
    {
        if (!response.EnterObject())
        {
            return;
        }

        while (response.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("error"u8))
            {
                ReadValue(ref response);
            }
            else
            {
                response.Skip();
            }
        }
    }
}
