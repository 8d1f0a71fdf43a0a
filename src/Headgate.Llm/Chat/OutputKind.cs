namespace Headgate.Llm.Chat;

/// <summary>The forms of an answer.</summary>
public enum OutputKind
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary>Any JSON object.</summary>
    JsonObject,

    /// <summary>JSON that fits a schema.</summary>
    JsonSchema,
}
