namespace Headgate.EndToEnd.Sdk.DotNet;

/// <summary>The schema that scenarios offer as a tool's parameters, or ask an answer in.</summary>
internal static class Forecast
{
    public const string Schema = """
        {
          "type": "object",
          "properties": { "city": { "type": "string" }, "days": { "type": "integer" } },
          "required": ["city", "days"],
          "additionalProperties": false
        }
        """;
}
