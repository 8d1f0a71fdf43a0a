using System.Text.Json.Nodes;
using CsCheck;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Json;
using Headgate.Llm.Tests.Translation.Streams;

namespace Headgate.Llm.Tests.Translation.Properties;

/// <summary>However a stream is cut and interleaved, put together it is what the whole answer would have been.</summary>
public sealed class StreamTests
{
    [Theory]
    [InlineData(WireProtocol.OpenAIChat)]
    [InlineData(WireProtocol.AnthropicMessages)]
    [InlineData(WireProtocol.OpenAIResponses)]
    [InlineData(WireProtocol.GeminiGenerateContent)]
    public void A_chat_stream_accumulates_to_the_answer(WireProtocol client) =>
        Gen.Int.Sample(seed => AssertSame(WireProtocol.OpenAIChat, client, seed), iter: 2_000);

    [Theory]
    [InlineData(WireProtocol.OpenAIChat)]
    [InlineData(WireProtocol.AnthropicMessages)]
    [InlineData(WireProtocol.OpenAIResponses)]
    [InlineData(WireProtocol.GeminiGenerateContent)]
    public void A_messages_stream_accumulates_to_the_answer(WireProtocol client) =>
        Gen.Int.Sample(seed => AssertSame(WireProtocol.AnthropicMessages, client, seed), iter: 2_000);

    [Theory]
    [InlineData(WireProtocol.OpenAIChat)]
    [InlineData(WireProtocol.AnthropicMessages)]
    [InlineData(WireProtocol.GeminiGenerateContent)]
    public void A_Bedrock_stream_accumulates_to_the_answer(WireProtocol client) =>
        Gen.Int.Sample(seed => AssertSame(WireProtocol.BedrockConverse, client, seed), iter: 2_000);

    [Theory]
    [InlineData(WireProtocol.OpenAIChat)]
    [InlineData(WireProtocol.AnthropicMessages)]
    [InlineData(WireProtocol.GeminiGenerateContent)]
    public void A_Gemini_stream_accumulates_to_the_answer(WireProtocol client) =>
        Gen.Int.Sample(seed => AssertSame(WireProtocol.GeminiGenerateContent, client, seed), iter: 2_000);

    private static void AssertSame(WireProtocol vendor, WireProtocol client, int seed)
    {
        RandomAnswer answer = new(seed);
        Crossing.Outcome whole = Crossing.Response(vendor, client, answer.Whole(vendor));
        Crossing.Outcome stream = Crossing.Stream(vendor, client, answer.Stream(vendor));

        JsonObject together = client switch
        {
            WireProtocol.OpenAIChat => ChatAccumulator.Whole(stream.Text),
            WireProtocol.OpenAIResponses => ResponsesAccumulator.Whole(stream.Text),
            WireProtocol.GeminiGenerateContent => GeminiAccumulator.Whole(stream.Text),
            _ => MessagesAccumulator.Whole(stream.Text),
        };
        JsonMeaning.AssertEqual(Canonical.Of(whole.Json), Canonical.Of(together));

        // In a chunk the parts are numbered anew.
        Assert.Equal(whole.LossPaths.Select(JsonPath.Pattern), stream.LossPaths.Select(JsonPath.Pattern));
    }
}
