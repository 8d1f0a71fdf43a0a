using System.Text.Json;

namespace Headgate.Simulator.Behaviours;

/// <summary>A string that fits a schema's format and lengths.</summary>
internal static class SchemaText
{
    public static string Of(JsonElement schema, string word)
    {
        var text = schema.Text("format") switch
        {
            "date-time" => "2026-01-31T12:00:00Z",
            "date" => "2026-01-31",
            "time" => "12:00:00Z",
            "duration" => "PT1H",
            "email" => "someone@example.com",
            "hostname" => "example.com",
            "uri" => "https://example.com/",
            "ipv4" => "192.0.2.1",
            "ipv6" => "2001:db8::1",
            "uuid" => "01890a5d-ac96-774b-bcce-b302099a8057",
            _ => word,
        };
        var least = (int)Math.Clamp(schema.Integer("minLength") ?? 0, 0, 100_000);
        var most = (int)Math.Clamp(schema.Integer("maxLength") ?? int.MaxValue, 0, int.MaxValue);
        text = text.PadRight(least, 'x');
        return text.Length > most ? text[..most] : text;
    }
}
