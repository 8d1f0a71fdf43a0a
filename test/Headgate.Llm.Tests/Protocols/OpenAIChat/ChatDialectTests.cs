using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Tests.Protocols.OpenAIChat;

/// <summary>Which requests of chat clients pass as they are, and which are written anew for a vendor that speaks chat in its own way.</summary>
public sealed class ChatDialectTests
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    [Theory]
    [InlineData("openai", "\"max_completion_tokens\":5,\"n\":2,\"user\":\"u\",\"store\":true," + Messages, true)]
    [InlineData("openai", "\"messages\":[{\"role\":\"developer\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}]", true)]
    [InlineData("openai", "\"top_k\":5," + Messages, false)]
    [InlineData("openai-compatible", "\"anything\":5,\"max_tokens\":5," + Messages, true)]
    [InlineData("openai-compatible", "\"max_completion_tokens\":5," + Messages, false)]
    [InlineData("openai-compatible", "\"messages\":[{\"role\":\"developer\",\"content\":\"hi\"}]", false)]
    [InlineData("mistral", "\"temperature\":1,\"tools\":[]," + Messages, true)]
    [InlineData("mistral", "\"stream_options\":{}," + Messages, false)]
    [InlineData("mistral", "\"seed\":1," + Messages, false)]
    [InlineData("mistral", "\"user\":null," + Messages, false)]
    [InlineData("mistral", "\"reasoning_effort\":\"high\"," + Messages, true)]
    [InlineData("mistral", "\"reasoning_effort\":\"low\"," + Messages, false)]
    [InlineData("mistral", "\"messages\":[{\"role\":\"user\",\"name\":\"a\",\"content\":\"hi\"}]", false)]
    [InlineData("mistral", "\"messages\":[{\"role\":\"assistant\",\"content\":\"hi\",\"reasoning_content\":\"hm\"}]", false)]
    [InlineData("mistral", "\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"abcdefgh9\",\"content\":\"hi\"}]", true)]
    [InlineData("mistral", "\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"hi\"}]", false)]
    [InlineData("mistral", "\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"call_1\",\"function\":{\"name\":\"f\"}}]}]", false)]
    [InlineData("mistral", "\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"abcdefgh9\",\"function\":{\"name\":\"f\"}}]}]", true)]
    [InlineData("groq", "\"n\":1," + Messages, true)]
    [InlineData("groq", "\"n\":2," + Messages, false)]
    [InlineData("deepseek", "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}]", false)]
    [InlineData("deepseek", "\"response_format\":{\"type\":\"json_object\"}," + Messages, true)]
    [InlineData("deepseek", "\"response_format\":{\"type\":\"json_schema\"}," + Messages, false)]
    [InlineData("mistral", "\"messages\":[5,{\"role\":\"user\",\"content\":[7]},{\"tool_calls\":[8]},{\"tool_calls\":9}]", true)]
    [InlineData("deepseek", "\"messages\":\"what the vendor is to refuse\"", true)]
    public void A_request_passes_as_it_is_where_the_vendor_takes_it(string vendor, string members, bool passes)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes($"{{\"model\":\"m\",{members}}}"), out JsonScan? request, out _));
        Assert.Equal(passes, new CatalogProvider(ProviderCatalog.Find(vendor)!, []).TakesAsItStands(WireProtocol.OpenAIChat, request));
    }

    [Fact]
    public void Other_protocols_pass_as_they_are()
    {
        Assert.True(JsonScan.TryScan("""{"model":"m","seed":1,"input":"hi"}"""u8.ToArray(), out JsonScan? request, out _));
        Assert.True(new CatalogProvider(ProviderCatalog.Find("mistral")!, []).TakesAsItStands(WireProtocol.OpenAIEmbeddings, request));
    }

    [Fact]
    public void What_a_vendor_does_not_take_in_messages_is_left_out_and_named()
    {
        ChatRig.Written sent = ChatRig.Send(
            ChatRig.Said(
                """{"role":"developer","content":"be nice"}""",
                """{"role":"user","name":"ann","content":"hi"}""",
                """{"role":"assistant","content":"ho","reasoning_content":"hm","annotations":[]}"""),
            "mistral");

        Assert.Equal(
            """[{"role":"system","content":"be nice"},{"role":"user","content":"hi"},{"role":"assistant","content":"ho"}]""", sent.At("messages"));
        Assert.Equal(["$.messages[1].name", "$.messages[2].reasoning_content", "$.messages[2].annotations"], sent.LostPaths);
    }

    [Fact]
    public void A_vendor_without_schemas_is_told_of_one_in_words()
    {
        ChatRig.Written sent = ChatRig.Send(
            ChatRig.With("""
                "response_format":{"type":"json_schema","json_schema":{"name":"city","strict":true,"schema":{"type":"object"}}}
                """),
            "deepseek");

        Assert.Equal("""{"type":"json_object"}""", sent.At("response_format"));
        Assert.Equal("\"Answer with a JSON object named city that fits this schema: {\\\"type\\\":\\\"object\\\"}\"", sent.At("messages", 0, "content"));
        Assert.Equal(["$.response_format.json_schema.strict"], sent.LostPaths);
    }

    [Fact]
    public void Parts_that_a_vendor_takes_nowhere_are_left_out_and_named()
    {
        ChatRig.Written sent = ChatRig.Send(
            ChatRig.Said("""
                {"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"https://h/i.png"}}]}
                """),
            "cerebras");

        Assert.Equal("""[{"role":"user","content":"see"}]""", sent.At("messages"));
        Assert.Equal(["$.messages[0].content[1]"], sent.LostPaths);
    }

    [Theory]
    [InlineData("mistral", "minimal", "none")]
    [InlineData("mistral", "low", "high")]
    [InlineData("mistral", "medium", "high")]
    [InlineData("mistral", "max", "high")]
    [InlineData("cerebras", "xhigh", "high")]
    [InlineData("groq", "default", "default")]
    [InlineData("openrouter", "xhigh", "xhigh")]
    public void An_effort_that_a_vendor_does_not_know_is_told_as_the_nearest(string vendor, string effort, string told) =>
        Assert.Equal($"\"{told}\"", ChatRig.Send(ChatRig.With($"\"reasoning_effort\":\"{effort}\""), vendor, "gpt-oss-120b").At("reasoning_effort"));

    [Theory]
    [InlineData("1", null)]
    [InlineData("2", "$.n")]
    public void One_answer_is_what_everybody_gives(string number, string? lost)
    {
        ChatRig.Written sent = ChatRig.Send(ChatRig.With($"\"n\":{number}"), "groq");

        Assert.Null(sent.At("n"));
        Assert.Equal(lost is null ? [] : [lost], sent.LostPaths);
    }

    [Fact]
    public void A_message_beside_a_delta_says_nothing_more() =>
        Assert.DoesNotContain(
            ChatRig.Read("""{"id":"1","choices":[{"index":0,"message":{"content":"hi"},"delta":{"content":"hi"}}]}"""), e => e is Llm.Chat.ChatEvent.Lost);
}
