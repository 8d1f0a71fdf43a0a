using System.Text;
using Headgate.Gateway.Fleets;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Fleets;

public sealed class PromptTextTests
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 1_000).Select(number => $"{number} ")); // 3,890 bytes

    [Fact]
    public void A_conversation_that_goes_on_begins_with_the_blocks_it_had()
    {
        Prompt before = Of($$"""{"model":"m","messages":[{"role":"user","content":"{{Long}}"}]}""");
        Prompt after = Of($$"""{"messages":[{"role":"user","content":"{{Long}}"},{"role":"assistant","content":"{{Long}}"}],"temperature":1,"model":"m"}""");

        Assert.Equal(7, before.Blocks.Length);
        Assert.Equal(before.Blocks, after.Blocks[..7]);
        Assert.Equal(15, after.Blocks.Length);
    }

    [Fact]
    public void What_differs_at_the_beginning_has_no_block_in_common()
    {
        Prompt one = Of($$"""{"model":"m","messages":[{"role":"user","content":"a {{Long}}"}]}""");
        Prompt other = Of($$"""{"model":"m","messages":[{"role":"user","content":"b {{Long}}"}]}""");

        Assert.Empty(one.Blocks.Intersect(other.Blocks));
    }

    [Theory]
    [InlineData("\"model\":\"other\",\"tools\":[]")]
    [InlineData("\"model\":\"m\",\"tools\":[1]")]
    [InlineData("\"model\":\"m\",\"tools\":[],\"system\":\"s\"")]
    public void Model_tools_and_instructions_come_before_the_conversation(string other)
    {
        Prompt one = Of($$"""{"model":"m","tools":[],"messages":["{{Long}}"]}""");

        Assert.Empty(one.Blocks.Intersect(Of($$"""{{{other}},"messages":["{{Long}}"]}""").Blocks));
    }

    [Fact]
    public void Equal_instructions_are_found_whatever_follows()
    {
        Prompt one = Of($$"""{"model":"m","system":"{{Long}}","messages":["a"]}""");
        Prompt other = Of($$"""{"model":"m","messages":["b {{Long}}"],"system":"{{Long}}"}""");

        Assert.Equal(7, one.Blocks.Length);
        Assert.Equal(one.Blocks, other.Blocks[..7]);
    }

    [Theory]
    [InlineData("messages")]
    [InlineData("input")]
    [InlineData("contents")]
    [InlineData("prompt")]
    public void Reads_every_protocols_conversation(string member) => Assert.Equal(7, Of($$"""{"model":"m","{{member}}":["{{Long}}"]}""").Blocks.Length);

    [Fact]
    public void Tokens_are_a_fourth_of_the_bytes_sent() =>
        Assert.Equal((973, 128), (Of($$"""{"model":"m","messages":["{{Long}}"]}""").Tokens, Of("""{"model":"m"}""").BlockTokens));

    [Fact]
    public void A_text_without_end_has_a_bounded_number_of_blocks() =>
        Assert.Equal(4_096, Of($$"""{"model":"m","messages":["{{new string('a', 3 << 20)}}"]}""").Blocks.Length);

    private static Prompt Of(string body)
    {
        var buffer = new BodyBuffer(new BodyMemory(new PipelineRig()));
        Encoding.UTF8.GetBytes(body, buffer);
        Assert.True(JsonScan.TryScan(buffer.Written, out JsonScan? scan, out _));
        return PromptText.Of(new Inbound(buffer)
        {
            Protocol = NativeProtocols.Get(WireProtocol.OpenAIChat),
            Request = new FakeRequest(body, []),
            Scan = scan,
            Model = scan.GetString("model"u8)!,
            IsStream = false,
            Options = RequestOptions.None,
        });
    }
}
