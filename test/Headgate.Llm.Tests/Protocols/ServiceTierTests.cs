using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class ServiceTierTests
{
    [Theory]
    [InlineData("chat", """{"choices":[],"service_tier":"flex"}""", "flex")]
    [InlineData("chat", """{"choices":[],"service_tier":null}""", null)]
    [InlineData("chat", """{"choices":[]}""", null)]
    [InlineData("completions", """{"choices":[],"service_tier":"on_demand"}""", "on_demand")]
    [InlineData("responses", """{"output":[],"service_tier":"priority"}""", "priority")]
    [InlineData("messages", """{"content":[],"usage":{"input_tokens":1,"service_tier":"batch"}}""", "batch")]
    [InlineData("messages", """{"content":[],"usage":{"input_tokens":1,"service_tier":"standard","inference_geo":"us"}}""", "us")]
    [InlineData("messages", """{"content":[],"usage":{"input_tokens":1,"service_tier":"standard","speed":"fast"}}""", "fast")]
    [InlineData("messages", """{"content":[],"usage":{"input_tokens":1,"speed":"fast","inference_geo":"us"}}""", "fast+us")]
    [InlineData("messages", """{"content":[],"usage":{"service_tier":"batch","speed":"standard","inference_geo":"us"}}""", "batch+us")]
    [InlineData("messages", """{"content":[],"usage":{"service_tier":"standard","speed":"standard","inference_geo":"global"}}""", "standard")]
    [InlineData("gemini", """{"candidates":[],"usageMetadata":{"trafficType":"ON_DEMAND"}}""", "on_demand")]
    [InlineData("gemini", """{"candidates":[],"usageMetadata":{"trafficType":"ON_DEMAND_FLEX"}}""", "flex")]
    [InlineData("gemini", """{"candidates":[],"usageMetadata":{"trafficType":"PROVISIONED_THROUGHPUT"}}""", "PROVISIONED_THROUGHPUT")]
    [InlineData("bedrock", """{"output":{},"serviceTier":{"type":"flex"}}""", "flex")]
    [InlineData("bedrock", """{"output":{},"serviceTier":{}}""", null)]
    public void Is_read_off_a_reply(string protocol, string body, string? tier) =>
        Assert.Equal(tier, Find(protocol).ReadReply(Encoding.UTF8.GetBytes(body)).ServiceTier);

    [Theory]
    [InlineData("chat", "flex", """{"choices":[],"service_tier":"auto"}""", """{"choices":[],"service_tier":"flex"}""", """{"choices":[]}""")]
    [InlineData("responses", "default", """{"type":"response.created","response":{"service_tier":"auto"}}""",
        """{"type":"response.completed","response":{"service_tier":"default","output":[]}}""")]
    [InlineData("messages", "priority", """{"type":"message_start","message":{"usage":{"input_tokens":1,"service_tier":"priority"}}}""",
        """{"type":"message_delta","usage":{"output_tokens":1}}""")]
    [InlineData("gemini", "priority", """{"usageMetadata":{"trafficType":"ON_DEMAND_PRIORITY"}}""", """{"usageMetadata":{"promptTokenCount":1}}""")]
    public void The_last_that_a_stream_says_stands(string protocol, string tier, params string[] events)
    {
        StreamReading reading = Find(protocol).OpenStream();
        foreach (string data in events)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(data);
            reading.Read(new SseEvent { Raw = bytes, Name = default, Data = bytes });
        }

        Assert.Equal(tier, reading.ServiceTier);
    }

    [Fact]
    public void Bedrock_says_it_in_the_metadata_of_a_stream()
    {
        StreamReading reading = Find("bedrock").OpenStream();
        byte[] bytes = """{"usage":{"inputTokens":1},"serviceTier":{"type":"priority"}}"""u8.ToArray();
        reading.Read(new SseEvent { Raw = bytes, Name = "metadata"u8, Data = bytes });

        Assert.Equal("priority", reading.ServiceTier);
    }

    [Fact]
    public void A_long_name_is_cut()
    {
        byte[] reply = Encoding.UTF8.GetBytes($$"""{"choices":[],"service_tier":"{{new string('x', 500)}}"}""");
        Assert.Equal(64, Find("chat").ReadReply(reply).ServiceTier?.Length);
    }

    private static NativeProtocol Find(string name) => NativeProtocols.All.Single(protocol => protocol.Name == name);
}
