using CsCheck;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;
using Headgate.Llm.Protocols.OpenAIResponses;

namespace Headgate.Llm.Tests.Protocols.OpenAIResponses;

public sealed class CarriedThinkingTests
{
    [Fact]
    public void Signed_thinking_comes_back_byte_for_byte_whatever_the_client_makes_of_the_summary() =>
        Gen.Select(Gen.String.AlphaNumeric, Gen.String).Sample((signature, text) =>
        {
            ReasoningPart part = new() { Text = text, Signature = signature, SignedBy = WireProtocol.AnthropicMessages };

            Assert.Equal(part, CarriedThinking.Read(CarriedThinking.Write(part)!, "something else"));
        });

    [Fact]
    public void Redacted_thinking_comes_back()
    {
        ReasoningPart part = new() { Redacted = "a.b", SignedBy = WireProtocol.AnthropicMessages };

        Assert.Equal(part, CarriedThinking.Read(CarriedThinking.Write(part)!, ""));
    }

    [Theory]
    [InlineData("gAAAAA")]
    [InlineData("hg.messages.x.AAAA")]
    [InlineData("hg.messages.t.!!.AAAA")]
    [InlineData("hg.nobody.t.AAAA.s")]
    public void What_the_gateway_has_not_written_is_OpenAIs_own(string field)
    {
        ReasoningPart part = CarriedThinking.Read(field, "a summary");

        Assert.Equal((field, "a summary", WireProtocol.OpenAIResponses), (part.Signature, part.Text, part.SignedBy!.Value));
    }

    [Fact]
    public void Thinking_that_is_too_long_is_not_carried()
    {
        Assert.Null(CarriedThinking.Write(
            new ReasoningPart { Text = new string('a', (1 << 20) + 1), Signature = "s", SignedBy = WireProtocol.AnthropicMessages }));
    }
}
