using System.Text.Json;
using System.Text.Unicode;

namespace Headgate.Simulator.Serving;

/// <summary>Reads a body as JSON; what cannot be read is a value, not an exception.</summary>
internal static class RequestJson
{
    public static (JsonDocument? Document, VendorError? Error) Parse(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
            return (null, new VendorError(400, "The body is not valid UTF-8."));
        try
        {
            var document = JsonDocument.Parse(body);
            if (Flaw(document.RootElement, body.Span) is not { } flaw)
                return (document, null);
            document.Dispose();
            return (null, flaw);
        }
        catch (JsonException error)
        {
            return (null, new VendorError(400, $"The body is not valid JSON: {error.Message}"));
        }
    }

    private static VendorError? Flaw(JsonElement root, ReadOnlySpan<byte> body)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return new VendorError(400, "The body must be a JSON object.");
        return body.IndexOf("\\u"u8) < 0 || HasOnlyText(root)
            ? null
            : new VendorError(400, "The body is not valid JSON: a string has half of a surrogate pair.");
    }

    /// <summary>A string with an escaped half of a surrogate pair passes the parser and throws when read: looked for once, here.</summary>
    private static bool HasOnlyText(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().All(member => member.Name is not null && HasOnlyText(member.Value)),
                JsonValueKind.Array => element.EnumerateArray().All(HasOnlyText),
                JsonValueKind.String => element.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
