namespace Headgate.Llm.Protocols;

/// <summary>What a request asks of a model beyond text in and text out.</summary>
[Flags]
public enum RequestNeeds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It declares tools.</summary>
    Tools = 1,

    /// <summary>It shows images.</summary>
    Images = 2,

    /// <summary>It wants an answer that fits a schema.</summary>
    StructuredOutput = 4,

    /// <summary>It wants a stream.</summary>
    Streaming = 8,
}
