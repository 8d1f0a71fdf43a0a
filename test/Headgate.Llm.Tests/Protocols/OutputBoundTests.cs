using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

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
    [InlineData(WireProtocol.OpenAIChat, """{"model":"m","max_tokens":9000000000000000000,"n":9000000000000000000}""", 1_000_000_000_000L)]
    [InlineData(WireProtocol.OpenAIChat, """{"model":"m","max_tokens":100000,"n":0}""", 100_000L)]
    [InlineData(WireProtocol.OpenAIChat, """{"model":"m","max_tokens":0}""", null)]
    [InlineData(WireProtocol.OpenAIChat, """{"model":"m","max_tokens":-1}""", null)]
    [InlineData(WireProtocol.OpenAICompletions, """{"model":"m","prompt":["a","b"],"max_tokens":5,"best_of":4,"n":2}""", 40L)]
    [InlineData(WireProtocol.OpenAICompletions, """{"model":"m","prompt":[1,2,3],"max_tokens":5}""", 5L)]
    [InlineData(WireProtocol.OpenAICompletions, """{"model":"m","prompt":"a"}""", null)]
    [InlineData(WireProtocol.OpenAICompletions, """{"prompt":["a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q","r","s"],"max_tokens":1000000000,"n":970881267}""", 1_000_000_000_000L)]
    [InlineData(WireProtocol.OpenAIResponses, """{"model":"m","max_output_tokens":0}""", null)]
    [InlineData(WireProtocol.AnthropicMessages, """{"model":"m","max_tokens":-5}""", null)]
    [InlineData(WireProtocol.GeminiGenerateContent, """{"generationConfig":{"candidateCount":0,"maxOutputTokens":8}}""", 8L)]
    [InlineData(WireProtocol.GeminiGenerateContent, """{"generationConfig":{"maxOutputTokens":-1}}""", null)]
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

    [Theory]
    [InlineData(WireProtocol.OpenAIChat, "openai", """{"model":"m","n":3}""", 3, """{"model":"m","n":3,"max_completion_tokens":64}""")]
    [InlineData(WireProtocol.OpenAIChat, "openai-compatible", """{"max_tokens":null,"model":"m"}""", 1, """{"max_tokens":64,"model":"m"}""")]
    [InlineData(WireProtocol.OpenAICompletions, "openai", """{"prompt":["a","b"],"best_of":4}""", 8, """{"prompt":["a","b"],"best_of":4,"max_tokens":64}""")]
    [InlineData(WireProtocol.OpenAIResponses, "openai", """{ "input": "a" }""", 1, """{ "input": "a","max_output_tokens":64 }""")]
    [InlineData(WireProtocol.AnthropicMessages, "anthropic", """{"model":"m"}""", 1, """{"model":"m","max_tokens":64}""")]
    [InlineData(WireProtocol.GeminiGenerateContent, "gemini", """{"contents":[]}""", 1, """{"contents":[],"generationConfig":{"maxOutputTokens":64}}""")]
    [InlineData(WireProtocol.GeminiGenerateContent, "gemini", """{"generation_config":{"candidate_count":2}}""", 2, """{"generation_config":{"candidate_count":2,"maxOutputTokens":64}}""")]
    public void An_open_request_is_bounded_in_its_protocols_and_its_vendors_words(
        WireProtocol protocol, string vendor, string request, long answers, string bounded)
    {
        NativeProtocol native = NativeProtocols.Get(protocol);
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes(request), out JsonScan? open, out _));

        var edits = new RequestEdits();
        edits.Add(native.Bound(open, 64, ProviderCatalog.Find(vendor)!));
        byte[] edited = edits.Apply(open).ToArray();

        Assert.Equal(bounded, Encoding.UTF8.GetString(edited));
        Assert.Equal(answers, native.Answers(open));
        Assert.True(JsonScan.TryScan(edited, out JsonScan? closed, out _));
        Assert.Equal(64 * answers, native.OutputBound(closed));
    }
}
