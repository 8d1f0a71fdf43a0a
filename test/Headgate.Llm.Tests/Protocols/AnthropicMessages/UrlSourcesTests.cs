using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Tests.Protocols.AnthropicMessages;

/// <summary>Claude's own hosts fetch what is given by URL; those in the clouds do not, and get such a request written anew.</summary>
public sealed class UrlSourcesTests
{
    private const string Url = """{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://a.test/b.png"}}]}""";
    private const string InResult = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"image","source":{"url":"https://a.test/b.png","type":"url"}}]}]}""";

    [Theory]
    [InlineData("bedrock", Url, false)]
    [InlineData("vertex", Url, false)]
    [InlineData("bedrock", InResult, false)]
    [InlineData("anthropic", Url, true)]
    [InlineData("bedrock", """{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA"}}]}""", true)]
    [InlineData("bedrock", """{"role":"user","content":"the \"source\" of a url"}""", true)]
    [InlineData("bedrock", """{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"f","input":{"source":{"type":"url"}}}]}""", true)]
    [InlineData("bedrock", """{"role":"user","content":[{"type":"document","source":"url"}]}""", true)]
    public void A_request_passes_as_it_stands_where_its_sources_do(string vendor, string message, bool suits)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes($$"""{"model":"m","messages":[{{message}}]}"""), out JsonScan? scan, out _));
        Assert.Equal(suits, NativeProtocols.Get(WireProtocol.AnthropicMessages).Suits(ProviderCatalog.Find(vendor)!, scan));
    }
}
