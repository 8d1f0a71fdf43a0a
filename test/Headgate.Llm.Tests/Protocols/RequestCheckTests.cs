using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class RequestCheckTests
{
    [Theory]
    [InlineData("chat", """{"model":"m","messages":[{}]}""")]
    [InlineData("chat", """{"model":"m","messages":[{}],"stream":null,"stream_options":null,"unknown":{"a":[1]}}""")]
    [InlineData("chat", """{"mod\u0065l":"m","messages":[1],"stream":true,"stream_options":{}}""")]
    [InlineData("completions", """{"model":"m","prompt":"x"}""")]
    [InlineData("completions", """{"model":"m","prompt":[1,2]}""")]
    [InlineData("responses", """{"model":"m","input":"x","store":false}""")]
    [InlineData("responses", """{"model":"m","input":[],"previous_response_id":null,"conversation":null,"background":false,"generate":true,"stream_id":null}""")]
    [InlineData("responses", """{"model":"m","prompt":{"id":"pmpt_1"}}""")]
    [InlineData("embeddings", """{"model":"m","input":["a"]}""")]
    [InlineData("messages", """{"model":"m","messages":[{}]}""")]
    [InlineData("count_tokens", """{"model":"m","messages":[{}],"stream":"whatever"}""")]
    [InlineData("gemini_count_tokens", """{"contents":[{}]}""")]
    [InlineData("gemini_count_tokens", """{"generate_content_request":{"model":"models/m","contents":{}}}""")]
    [InlineData("gemini_embed", """{"requests":[]}""")]
    [InlineData("gemini_embed_content", """{"content":{}}""")]
    public void Takes_what_it_can_route(string protocol, string body) => Assert.Null(Check(protocol, body));

    [Theory]
    [InlineData("chat", """{"messages":[{}]}""", "$.model", "missing")]
    [InlineData("chat", """{"model":null,"messages":[{}]}""", "$.model", "missing")]
    [InlineData("chat", """{"model":7,"messages":[{}]}""", "$.model", "a number")]
    [InlineData("chat", """{"model":"","messages":[{}]}""", "$.model", "empty")]
    [InlineData("chat", """{"model":"m"}""", "$.messages", "missing")]
    [InlineData("chat", """{"model":"m","messages":"hi"}""", "$.messages", "a string")]
    [InlineData("chat", """{"model":"m","messages":[ ]}""", "$.messages", "empty")]
    [InlineData("chat", """{"model":"m","messages":[{}],"stream":"true"}""", "$.stream", "a string")]
    [InlineData("chat", """{"model":"m","messages":[{}],"stream_options":true}""", "$.stream_options", "a boolean")]
    [InlineData("completions", """{"model":"m"}""", "$.prompt", "missing")]
    [InlineData("completions", """{"model":"m","prompt":{}}""", "$.prompt", "an object")]
    [InlineData("responses", """{"model":"m"}""", "$.input", "missing")]
    [InlineData("responses", """{"model":"m","input":1}""", "$.input", "a number")]
    [InlineData("images", """{"prompt":"x"}""", "$.model", "is missing")]
    [InlineData("responses", """{"model":"m","input":"x","background":true}""", "$.background", "not served")]
    [InlineData("responses", """{"model":"m","input":"x","generate":false}""", "$.generate", "not served")]
    [InlineData("responses", """{"model":"m","input":"x","stream_id":"a"}""", "$.stream_id", "not served")]
    [InlineData("embeddings", """{"model":"m","input":null}""", "$.input", "missing")]
    [InlineData("messages", """{"model":"m","messages":{}}""", "$.messages", "an object")]
    [InlineData("messages", """{"model":"m","messages":[{}],"stream":1}""", "$.stream", "a number")]
    [InlineData("count_tokens", """{"model":[],"messages":[{}]}""", "$.model", "an array")]
    [InlineData("gemini_count_tokens", "{}", "$.contents", "missing")]
    [InlineData("gemini_count_tokens", """{"generateContentRequest":{}}""", "$.contents", "missing")]
    [InlineData("gemini_count_tokens", """{"generateContentRequest":7}""", "$.generateContentRequest", "a number")]
    [InlineData("gemini_embed", """{"requests":{}}""", "$.requests", "an array")]
    [InlineData("gemini_embed_content", """{"content":null}""", "$.content", "missing")]
    public void Refuses_what_it_cannot_and_names_the_path(string protocol, string body, string path, string reason)
    {
        GatewayError error = Check(protocol, body)!;
        Assert.Equal(ErrorKind.InvalidRequest, error.Kind);
        Assert.Equal(path, error.Param);
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"stream":true}""", true)]
    [InlineData("""{"stream":true,"stream_options":null}""", true)]
    [InlineData("""{"stream":true,"stream_options":{"include_obfuscation":true}}""", true)]
    [InlineData("""{"stream":true,"stream_options":{"include_usage":false}}""", true)]
    [InlineData("""{"stream":true,"stream_options":{"include_usage":true}}""", false)]
    [InlineData("""{"stream":true,"stream_options":{"includ\u0065_usage":true}}""", false)]
    [InlineData("""{"stream":false}""", false)]
    [InlineData("{}", false)]
    public void Knows_when_usage_must_be_asked_for(string body, bool expected)
    {
        JsonScan scan = Scan(body);
        Assert.Equal(expected, NativeProtocols.Find("chat")!.UsageMustBeAskedFor(scan));
        Assert.Equal(expected, NativeProtocols.Find("completions")!.UsageMustBeAskedFor(scan));
        Assert.False(NativeProtocols.Find("responses")!.UsageMustBeAskedFor(scan));
        Assert.False(NativeProtocols.Find("messages")!.UsageMustBeAskedFor(scan));
    }

    [Fact]
    public void Finds_each_protocol_by_its_value_and_by_its_name()
    {
        foreach (WireProtocol protocol in Enum.GetValues<WireProtocol>())
        {
            NativeProtocol native = NativeProtocols.Get(protocol);
            Assert.Equal(protocol, native.Protocol);
            Assert.Same(native, NativeProtocols.Find(native.Name));
            Assert.Equal($"\"{native.Name}\"", System.Text.Json.JsonSerializer.Serialize(protocol, StringEnums));
        }

        Assert.Null(NativeProtocols.Find("nobody"));
        Assert.False(NativeProtocols.Find("embeddings")!.IsStream(Scan("""{"stream":true}""")));
        Assert.True(NativeProtocols.Find("messages")!.IsStream(Scan("""{"stream":true}""")));
    }

    private static System.Text.Json.JsonSerializerOptions StringEnums { get; } =
        new() { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    private static GatewayError? Check(string protocol, string body) => NativeProtocols.Find(protocol)!.Check(Scan(body));

    private static JsonScan Scan(string body)
    {
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out JsonScan? scan, out _));
        return scan;
    }
}
