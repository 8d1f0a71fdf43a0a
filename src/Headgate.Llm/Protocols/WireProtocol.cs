namespace Headgate.Llm.Protocols;

/// <summary>A wire protocol: one kind of call with its request, reply, stream and error formats.</summary>
public enum WireProtocol
{
    /// <summary><c>POST /v1/chat/completions</c>.</summary>
    OpenAIChat,

    /// <summary><c>POST /v1/completions</c>, the legacy text completion.</summary>
    OpenAICompletions,

    /// <summary><c>POST /v1/responses</c>.</summary>
    OpenAIResponses,

    /// <summary><c>POST /v1/embeddings</c>.</summary>
    OpenAIEmbeddings,

    /// <summary><c>POST /v1/messages</c>.</summary>
    AnthropicMessages,

    /// <summary><c>POST /v1/messages/count_tokens</c>.</summary>
    AnthropicCountTokens,
}
