using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class RequestNeedsReaderTests
{
    [Theory]
    [InlineData("""{"contents":[{"parts":[{"text":"hi"},{"inlineData":{"mimeType":"image/png","data":"AA"}}]}]}""", RequestNeeds.Images)]
    [InlineData("""{"contents":[{"parts":[{"file_data":{"mime_type":"image/jpeg","file_uri":"gs://a/b"}}]}]}""", RequestNeeds.Images)]
    [InlineData("""{"contents":[{"parts":[{"inlineData":{"mimeType":"audio/wav","data":"AA"}}]}]}""", RequestNeeds.None)]
    [InlineData("""{"contents":[{"parts":[{"functionCall":{"name":"f","args":{"inlineData":{"mimeType":"image/png"}}}}]}]}""", RequestNeeds.None)]
    [InlineData("""{"contents":{"parts":{"inlineData":{"mimeType":"image/png","data":"AA"}}}}""", RequestNeeds.Images)]
    [InlineData("""{"contents":[],"generationConfig":{"responseJsonSchema":{"type":"object"}}}""", RequestNeeds.StructuredOutput)]
    [InlineData("""{"contents":[],"generation_config":{"response_schema":{"type":"object"}}}""", RequestNeeds.StructuredOutput)]
    [InlineData("""{"contents":[],"generationConfig":{"responseMimeType":"application/json"}}""", RequestNeeds.None)]
    [InlineData("""{"contents":[],"tools":[{"functionDeclarations":[]}]}""", RequestNeeds.Tools)]
    [InlineData("""{"contents":"hi","generationConfig":"none"}""", RequestNeeds.None)]
    public void What_a_Gemini_client_asks_for_is_seen(string body, RequestNeeds needs)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out JsonScan? scan, out _));
        Assert.Equal(needs, RequestNeedsReader.Of(scan, isStream: false));
    }
}
