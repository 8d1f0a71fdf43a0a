using System.Text;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tokens;

namespace Headgate.Llm.Tests.Tokens;

public sealed class RequestTokensTests
{
    private const string Plain = """{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"hello world"}]}""";

    [Fact]
    public void A_message_costs_a_little_more_than_its_text() => Assert.Equal(2 + 3 + 3, Count(Plain));

    [Theory]
    [InlineData("\"system\":\"hello world\"")]
    [InlineData("\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]")]
    [InlineData("\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}]")]
    [InlineData("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}")]
    public void What_is_sent_beside_the_conversation_counts(string member) =>
        Assert.True(Count(Plain.Replace("\"max_tokens\"", $"{member},\"max_tokens\"", StringComparison.Ordinal)) > Count(Plain));

    [Theory]
    [InlineData("""{"type":"text","text":"x"}""")]
    [InlineData("""{"type":"image","source":{"type":"url","url":"http://x"}}""")]
    [InlineData("""{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="}}""")]
    [InlineData("""{"type":"document","source":{"type":"text","media_type":"text/plain","data":"x"}}""")]
    [InlineData("""{"type":"tool_result","tool_use_id":"t","content":"x"}""")]
    [InlineData("""{"type":"search_result","source":"s","title":"t","content":[]}""")]
    public void Every_kind_of_part_counts(string part) =>
        Assert.True(Count(Plain.Replace("\"hello world\"", $"[{part}]", StringComparison.Ordinal)) > 6);

    [Fact]
    public void Calls_and_thinking_count()
    {
        const string Turn =
            """[{"type":"thinking","thinking":"a b c","signature":"s"},{"type":"tool_use","id":"t","name":"f","input":{"a":1}}]""";
        string body = Plain.Replace("}]}", $"}},{{\"role\":\"assistant\",\"content\":{Turn}}}]}}", StringComparison.Ordinal);

        Assert.True(Count(body) >= Count(Plain) + 3 + 3 + 7 + 1 + 5);
    }

    private static long Count(string body) =>
        RequestTokens.Estimate(ChatCodecs.IngressOf(WireProtocol.AnthropicMessages)!.DecodeRequest(Encoding.UTF8.GetBytes(body)));
}
