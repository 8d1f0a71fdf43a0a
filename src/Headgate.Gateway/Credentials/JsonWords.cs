using System.Text.Json;

namespace Headgate.Gateway.Credentials;

/// <summary>Reads the small JSON objects that issuers give and take; what is not as expected is not there.</summary>
internal static class JsonWords
{
    /// <summary>The document; null when the bytes are no JSON.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member's text; null when it is absent, empty or no text.</summary>
    public static string? Text(JsonDocument? json, string name)
    {
        try
        {
            return json is { RootElement: { ValueKind: JsonValueKind.Object } root } && root.TryGetProperty(name, out JsonElement value)
                && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
                ? text
                : null;
        }
        catch (InvalidOperationException)
        {
            return null; // an escaped half of a surrogate pair passes the parser and cannot be read
        }
    }
}
