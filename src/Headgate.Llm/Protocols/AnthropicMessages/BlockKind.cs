namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>The kinds of blocks that an answer is streamed in.</summary>
internal enum BlockKind
{
    /// <summary>None, or one that the hub does not know.</summary>
    Other,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Thinking.</summary>
    Thinking,

    /// <summary>Thinking that only its vendor can read.</summary>
    Redacted,

    /// <summary>A call of a tool.</summary>
    Call,

    /// <summary>The call of the tool that stands in for a structured answer.</summary>
    Answer,
}
