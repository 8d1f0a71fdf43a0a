namespace Headgate.Llm.Protocols;

/// <summary>Whose error shape and header names a client expects.</summary>
public enum Dialect
{
    /// <summary><c>{"error":{"message","type","param","code"}}</c>.</summary>
    OpenAI,

    /// <summary><c>{"type":"error","error":{"type","message"},"request_id"}</c>.</summary>
    Anthropic,

    /// <summary><c>{"message"}</c>, of vendors only: its clients have another.</summary>
    Aws,

    /// <summary><c>{"error":{"code","message","status"}}</c>.</summary>
    Gemini,
}
