using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class OutputBoundTests
{
    [Theory]
    [InlineData(WireProtocol.OpenAIChat, """{"model":"m","max_tokens":7}""", 7L)]
    [InlineData(WireProtocol.OpenAIChat, """{"model":"m","max_tokens":7,"max_completion_tokens":9}""", 9L)]
    [InlineData(WireProtocol.OpenAIChat, """{"model":"m","max_completion_tokens":9,"n":3}""", 27L)]
    [InlineData(WireProtocol.OpenAIChat, """{"model":"m","n":3}""", null)]
    [InlineData(WireProtocol.OpenAIChat, """{"model":"m","max_tokens":null}""", null)]
    [InlineData(WireProtocol.OpenAIChat, """{"model":"m","max_tokens":"many"}""", null)]
    [InlineData(WireProtocol.OpenAIChat, """{"model":"m","max_tokens":9000000000000000000,"n":9000000000000000000}""", 1_000_000_000_000_000_000L)]
    [InlineData(WireProtocol.OpenAICompletions, """{"model":"m","prompt":["a","b"],"max_tokens":5,"best_of":4,"n":2}""", 40L)]
    [InlineData(WireProtocol.OpenAICompletions, """{"model":"m","prompt":[1,2,3],"max_tokens":5}""", 5L)]
    [InlineData(WireProtocol.OpenAICompletions, """{"model":"m","prompt":"a"}""", null)]
    [InlineData(WireProtocol.OpenAIResponses, """{"model":"m","max_output_tokens":16}""", 16L)]
    [InlineData(WireProtocol.OpenAIResponses, """{"model":"m"}""", null)]
    [InlineData(WireProtocol.AnthropicMessages, """{"model":"m","max_tokens":64}""", 64L)]
    [InlineData(WireProtocol.GeminiGenerateContent, """{"generationConfig":{"candidateCount":2,"maxOutputTokens":8}}""", 16L)]
    [InlineData(WireProtocol.GeminiGenerateContent, """{"generation_config":{"max_output_tokens":8}}""", 8L)]
    [InlineData(WireProtocol.GeminiGenerateContent, """{"generationConfig":{"temperature":1}}""", null)]
    [InlineData(WireProtocol.OpenAIEmbeddings, """{"model":"m","input":"a"}""", 0L)]
    [InlineData(WireProtocol.Rerank, """{"model":"m","query":"a"}""", 0L)]
    public void Is_what_all_answers_together_may_have(WireProtocol protocol, string request, long? bound)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes(request), out JsonScan? scan, out _));
        Assert.Equal(bound, NativeProtocols.Get(protocol).OutputBound(scan));
    }
}
