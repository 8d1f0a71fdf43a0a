namespace Headgate.Llm.Protocols;

/// <summary>What an event of a stream means to the relay.</summary>
public enum StreamEventKind
{
    /// <summary>Says nothing of the answer itself (role, message_start, ping, comment): may be dropped if the attempt fails.</summary>
    Preamble,

    /// <summary>
    /// A delta with non-empty text, reasoning, signature, refusal, audio or tool name/arguments, or the start of a block that is not text.
    /// From the first one on, the attempt is the answer.
    /// </summary>
    Content,

    /// <summary>Closes a choice or the message: the answer stands even when it had no content.</summary>
    Finish,

    /// <summary>Carries nothing but usage (<c>choices: []</c>): hidden from a client that did not ask for it.</summary>
    UsageOnly,

    /// <summary>The vendor's error inside the stream.</summary>
    Error,

    /// <summary>Not what the protocol allows: garbled JSON, or no JSON object.</summary>
    Malformed,
}
