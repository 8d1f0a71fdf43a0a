using System.Collections.Immutable;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Translation.Leaves;

/// <summary>The protocols' bodies, leaf by leaf.</summary>
internal static class Scenes
{
    public static ImmutableArray<Scene> Requests(WireProtocol client) =>
        client switch
        {
            WireProtocol.OpenAIChat => ChatRequestLeaves.Scenes,
            WireProtocol.OpenAIResponses => ResponsesRequestLeaves.Scenes,
            WireProtocol.GeminiGenerateContent => GeminiRequestLeaves.Scenes,
            _ => MessagesRequestLeaves.Scenes,
        };

    public static ImmutableArray<Scene> Responses(WireProtocol vendor) =>
        vendor switch
        {
            WireProtocol.OpenAIChat => ChatResponseLeaves.Scenes,
            WireProtocol.OpenAIResponses => ResponsesResponseLeaves.Scenes,
            WireProtocol.BedrockConverse => ConverseResponseLeaves.Scenes,
            WireProtocol.GeminiGenerateContent => GeminiResponseLeaves.Scenes,
            _ => MessagesResponseLeaves.Scenes,
        };

    /// <summary>A stream's events as one array, so that <c>$[2].delta.text</c> is a path in it.</summary>
    public static ImmutableArray<Scene> Streams(WireProtocol vendor) =>
        vendor switch
        {
            WireProtocol.OpenAIChat => ChatStreamLeaves.Scenes,
            WireProtocol.OpenAIResponses => ResponsesStreamLeaves.Scenes,
            WireProtocol.BedrockConverse => ConverseStreamLeaves.Scenes,
            WireProtocol.GeminiGenerateContent => GeminiResponseLeaves.Streams,
            _ => MessagesStreamLeaves.Scenes,
        };
}
