using System.Collections.Immutable;
using Headgate.Llm.Protocols.AnthropicCountTokens;
using Headgate.Llm.Protocols.AnthropicMessages;
using Headgate.Llm.Protocols.BedrockConverse;
using Headgate.Llm.Protocols.CohereEmbeddings;
using Headgate.Llm.Protocols.GeminiCountTokens;
using Headgate.Llm.Protocols.GeminiEmbeddings;
using Headgate.Llm.Protocols.GeminiGenerateContent;
using Headgate.Llm.Protocols.OllamaChat;
using Headgate.Llm.Protocols.OpenAIChat;
using Headgate.Llm.Protocols.OpenAICompletions;
using Headgate.Llm.Protocols.OpenAIEmbeddings;
using Headgate.Llm.Protocols.OpenAIRaw;
using Headgate.Llm.Protocols.OpenAIResponses;
using Headgate.Llm.Protocols.Rerank;
using Headgate.Llm.Protocols.VoyageRerank;

namespace Headgate.Llm.Protocols;

/// <summary>The protocols spoken, by value and by the name used in config.</summary>
public static class NativeProtocols
{
    /// <summary>All of them, in the order of <see cref="WireProtocol"/>.</summary>
    public static ImmutableArray<NativeProtocol> All { get; } =
    [
        new ChatProtocol(), new CompletionsProtocol(), new ResponsesProtocol(), new EmbeddingsProtocol(),
        new MessagesProtocol(), new CountTokensProtocol(),
        new RerankProtocol(), new VoyageRerankProtocol(), new CohereEmbedProtocol(), new ConverseProtocol(),
        new OllamaProtocol(),
        new RawProtocol(WireProtocol.OpenAIModerations, "moderations", usualModel: "omni-moderation-latest"),
        new RawProtocol(WireProtocol.OpenAIImages, "images"), new RawProtocol(WireProtocol.OpenAIAudio, "audio"),
        new RawProtocol(WireProtocol.OpenAIFiles, "files"), new RawProtocol(WireProtocol.OpenAIBatches, "batches"),
        new RawProtocol(WireProtocol.OpenAIRealtime, "realtime"), new RawProtocol(WireProtocol.Passthrough, "passthrough"),
        new GeminiProtocol(),
        new GeminiEmbedProtocol(), new VertexEmbedProtocol(),
        new GeminiCountProtocol(), new GeminiEmbedContentProtocol(),
        new InputTokensProtocol(), new CompactProtocol(),
    ];

    /// <summary>The one for a protocol.</summary>
    public static NativeProtocol Get(WireProtocol protocol) => All[(int)protocol];

    /// <summary>The one with this name in config; null when there is none.</summary>
    public static NativeProtocol? Find(string name) => All.FirstOrDefault(protocol => protocol.Name == name);
}
