using System.Text.Json.Serialization;

namespace Headgate.Llm.Protocols;

/// <summary>A wire protocol: one kind of call with its request, reply, stream and error formats.</summary>
public enum WireProtocol
{
    /// <summary><c>POST /v1/chat/completions</c>.</summary>
    [JsonStringEnumMemberName("chat")]
    OpenAIChat,

    /// <summary><c>POST /v1/completions</c>, the legacy text completion.</summary>
    [JsonStringEnumMemberName("completions")]
    OpenAICompletions,

    /// <summary><c>POST /v1/responses</c>.</summary>
    [JsonStringEnumMemberName("responses")]
    OpenAIResponses,

    /// <summary><c>POST /v1/embeddings</c>.</summary>
    [JsonStringEnumMemberName("embeddings")]
    OpenAIEmbeddings,

    /// <summary><c>POST /v1/messages</c>.</summary>
    [JsonStringEnumMemberName("messages")]
    AnthropicMessages,

    /// <summary><c>POST /v1/messages/count_tokens</c>.</summary>
    [JsonStringEnumMemberName("count_tokens")]
    AnthropicCountTokens,

    /// <summary><c>POST /v1/rerank</c>, Cohere's and Jina's.</summary>
    [JsonStringEnumMemberName("rerank")]
    Rerank,

    /// <summary><c>POST /v1/rerank</c>, Voyage's.</summary>
    [JsonStringEnumMemberName("voyage_rerank")]
    VoyageRerank,

    /// <summary><c>POST /v2/embed</c>, Cohere's embeddings.</summary>
    [JsonStringEnumMemberName("cohere_embed")]
    CohereEmbed,

    /// <summary>Amazon Bedrock's <c>POST /model/{modelId}/converse</c> and <c>/converse-stream</c>; spoken to vendors only.</summary>
    [JsonStringEnumMemberName("bedrock")]
    BedrockConverse,

    /// <summary><c>POST /api/chat</c> of Ollama, which vendors are asked in.</summary>
    [JsonStringEnumMemberName("ollama")]
    OllamaChat,

    /// <summary><c>POST /v1/moderations</c>, verbatim.</summary>
    [JsonStringEnumMemberName("moderations")]
    OpenAIModerations,

    /// <summary><c>POST /v1/images/…</c>, verbatim.</summary>
    [JsonStringEnumMemberName("images")]
    OpenAIImages,

    /// <summary><c>POST /v1/audio/…</c>, verbatim.</summary>
    [JsonStringEnumMemberName("audio")]
    OpenAIAudio,

    /// <summary><c>/v1/files</c>, verbatim.</summary>
    [JsonStringEnumMemberName("files")]
    OpenAIFiles,

    /// <summary><c>/v1/batches</c>, verbatim.</summary>
    [JsonStringEnumMemberName("batches")]
    OpenAIBatches,

    /// <summary><c>GET /v1/realtime</c>, a WebSocket, verbatim.</summary>
    [JsonStringEnumMemberName("realtime")]
    OpenAIRealtime,

    /// <summary><c>/passthrough/…</c>: whatever paths of a vendor the operator has opened. No vendor speaks it of itself.</summary>
    [JsonStringEnumMemberName("passthrough")]
    Passthrough,

    /// <summary><c>POST /v1beta/models/{model}:generateContent</c> and <c>:streamGenerateContent</c> of Gemini.</summary>
    [JsonStringEnumMemberName("gemini")]
    GeminiGenerateContent,

    /// <summary><c>POST /v1beta/models/{model}:batchEmbedContents</c>, Gemini's embeddings.</summary>
    [JsonStringEnumMemberName("gemini_embed")]
    GeminiEmbed,

    /// <summary>Vertex AI's embeddings, <c>:predict</c> and <c>:embedContent</c>.</summary>
    [JsonStringEnumMemberName("vertex_embed")]
    VertexEmbed,

    /// <summary><c>POST /v1beta/models/{model}:countTokens</c> of Gemini.</summary>
    [JsonStringEnumMemberName("gemini_count_tokens")]
    GeminiCountTokens,

    /// <summary><c>POST /v1beta/models/{model}:embedContent</c>, Gemini's embedding of one content.</summary>
    [JsonStringEnumMemberName("gemini_embed_content")]
    GeminiEmbedContent,

    /// <summary><c>POST /v1/responses/input_tokens</c>.</summary>
    [JsonStringEnumMemberName("input_tokens")]
    OpenAIInputTokens,

    /// <summary><c>POST /v1/responses/compact</c>.</summary>
    [JsonStringEnumMemberName("compact")]
    OpenAICompact,
}
