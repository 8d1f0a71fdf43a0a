using System.Collections.Immutable;
using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class ServerToolsTests
{
    [Theory]
    // OpenAI
    [InlineData(Dialect.OpenAI, """{"tools":[{"type":"function","function":{"name":"web_search"}}]}""", null)]
    [InlineData(Dialect.OpenAI, """{"tools":[{"type":"custom","name":"x"},{"type":"local_shell"},{"type":"apply_patch"}]}""", null)]
    [InlineData(Dialect.OpenAI, """{"tools":[{"type":"function"},{"type":"web_search"}]}""", "web_search")]
    [InlineData(Dialect.OpenAI, """{"tools":[{"type":"web_search_preview_2025_03_11"}]}""", "web_search")]
    [InlineData(Dialect.OpenAI, """{"tools":[{"type":"computer_use_preview"}]}""", null)]
    [InlineData(Dialect.OpenAI, """{"tools":[{"type":"code_interpreter","container":{"type":"auto"}}]}""", "code_execution")]
    [InlineData(Dialect.OpenAI, """{"tools":[{"type":"mcp","server_url":"https://x"}]}""", "mcp")]
    [InlineData(Dialect.OpenAI, """{"tools":[{"type":"namespace","tools":[{"type":"function"},{"type":"image_generation"}]}]}""", "image_generation")]
    [InlineData(Dialect.OpenAI, """{"tools":[{"ty\u0070e":"web\u005fsearch"}]}""", "web_search")]
    [InlineData(Dialect.OpenAI, """{"tools":[{"type":"function","type":"web_search"}]}""", "web_search")]
    [InlineData(Dialect.OpenAI, """{"tools":[{"type":"web_search","type":"function"}]}""", "web_search")]
    [InlineData(Dialect.OpenAI, """{"input":[{"type":"message","content":[]},{"tools":[{"type":"mcp"}],"type":"additional_tools"}]}""", "mcp")]
    [InlineData(Dialect.OpenAI, """{"input":[{"type":"other","tools":[{"type":"mcp"}]}]}""", null)]
    [InlineData(Dialect.OpenAI, """{"input":"use web_search","tools":[]}""", null)]
    [InlineData(Dialect.OpenAI, """{"tools":null}""", null)]
    [InlineData(Dialect.OpenAI, """{"web_search_options":{}}""", "web_search")]
    [InlineData(Dialect.OpenAI, """{"web_search_options":null}""", null)]
    [InlineData(Dialect.OpenAI, """{"search_parameters":{"mode":"auto"}}""", "web_search")]
    [InlineData(Dialect.OpenAI, """{"enable_search":true}""", "web_search")]
    [InlineData(Dialect.OpenAI, """{"enable_search":false}""", null)]
    [InlineData(Dialect.OpenAI, """{"plugins":[{"id":"web"}]}""", "plugins")]
    [InlineData(Dialect.OpenAI, """{"plugins":[]}""", null)]
    // Anthropic
    [InlineData(Dialect.Anthropic, """{"tools":[{"name":"web_search","input_schema":{"type":"object"}}]}""", null)]
    [InlineData(Dialect.Anthropic, """{"tools":[{"type":"custom","name":"x"},{"type":null,"name":"y"},{"type":"bash_20250124","name":"bash"}]}""", null)]
    [InlineData(Dialect.Anthropic, """{"tools":[{"type":"text_editor_20250728"},{"type":"memory_20250818"},{"type":"computer_20250124"}]}""", null)]
    [InlineData(Dialect.Anthropic, """{"tools":[{"type":"web_search_20250305","name":"web_search"}]}""", "web_search")]
    [InlineData(Dialect.Anthropic, """{"tools":[{"type":"web_fetch_20250910","name":"web_fetch"}]}""", "web_fetch")]
    [InlineData(Dialect.Anthropic, """{"tools":[{"type":"code_execution_20250825","name":"x"}]}""", "code_execution")]
    [InlineData(Dialect.Anthropic, """{"tools":[{"type":"tool_search_tool_bm25_20251119","name":"x"}]}""", "tool_search_tool_bm25")]
    [InlineData(Dialect.Anthropic, """{"mcp_servers":[{"type":"url","url":"https://x"}]}""", "mcp")]
    [InlineData(Dialect.Anthropic, """{"mcp_servers":[]}""", null)]
    // Gemini
    [InlineData(Dialect.Gemini, """{"tools":[{"functionDeclarations":[{"name":"google_search"}]},{"function_declarations":[]}]}""", null)]
    [InlineData(Dialect.Gemini, """{"tools":[{"functionDeclarations":[]},{"googleSearch":{}}]}""", "web_search")]
    [InlineData(Dialect.Gemini, """{"tools":{"google_search":{}}}""", "web_search")]
    [InlineData(Dialect.Gemini, """{"tools":[{"functionDeclarations":[],"urlContext":{}}]}""", "web_fetch")]
    [InlineData(Dialect.Gemini, """{"tools":[{"codeExecution":{}}]}""", "code_execution")]
    [InlineData(Dialect.Gemini, """{"tools":[{"codeExecution":null}]}""", null)]
    [InlineData(Dialect.Gemini, """{"tools":[{"googleMaps":{}}]}""", "google_maps")]
    public void Finds_what_the_vendor_would_run(Dialect dialect, string body, string? tool)
    {
        Assert.Equal(tool, ServerTools.FirstBeyond(Scan(body), dialect, []));
        Assert.Null(ServerTools.FirstBeyond(Scan(body), dialect, tool is null ? [] : [tool]));
    }

    [Fact]
    public void The_first_that_is_not_allowed_is_named() => Assert.Equal("mcp", ServerTools.FirstBeyond(
        Scan("""{"tools":[{"type":"web_search"},{"type":"mcp"},{"type":"file_search"}]}"""), Dialect.OpenAI, ["web_search"]));

    [Theory]
    [InlineData("""{}""", null)]
    [InlineData("""{"service_tier":null}""", null)]
    [InlineData("""{"service_tier":"auto"}""", null)]
    [InlineData("""{"service_tier":"flex"}""", null)]
    [InlineData("""{"service_tier":"default"}""", "default")]
    [InlineData("""{"service_tier":"standard_only"}""", "default")]
    [InlineData("""{"service_tier":"priority"}""", "priority")]
    [InlineData("""{"service_tier":"prior\u0069ty"}""", "priority")]
    [InlineData("""{"service_tier":"Flex"}""", "Flex")]
    [InlineData("""{"service_tier":2}""", "2")]
    [InlineData("""{"service_tier":""}""", "")]
    [InlineData("""{"serviceTier":"standard"}""", "default")]
    [InlineData("""{"serviceTier":"flex","service_tier":"priority"}""", "priority")]
    [InlineData("""{"speed":"fast"}""", "fast")]
    public void Finds_the_tier_that_is_asked_for(string body, string? tier)
    {
        ImmutableArray<string> allowed = ["flex"];
        Assert.Equal(tier, RequestTiers.FirstBeyond(Scan(body), allowed));
        Assert.Null(RequestTiers.FirstBeyond(Scan(body), tier is null ? allowed : [tier, .. allowed]));
    }

    private static JsonScan Scan(string body)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out JsonScan? scan, out GatewayError? error), error?.Message);
        return scan;
    }
}
