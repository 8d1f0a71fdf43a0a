namespace Headgate.Llm.Embeddings;

/// <summary>How a vector is written in JSON.</summary>
public enum VectorFormat
{
    /// <summary>An array of numbers.</summary>
    Numbers,

    /// <summary>A string: base64 of the numbers as little-endian 32-bit floats, which OpenAI's SDKs ask for unasked.</summary>
    Base64,
}
