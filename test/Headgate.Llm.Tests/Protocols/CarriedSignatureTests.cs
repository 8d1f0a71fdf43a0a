using System.Text;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols;

public sealed class CarriedSignatureTests
{
    [Theory]
    [InlineData("abc==")]
    [InlineData("")]
    [InlineData("a.b.c")]
    public void Another_vendors_signature_comes_back_as_that_vendors(string signature)
    {
        string text = CarriedSignature.Write(signature, WireProtocol.OpenAIResponses, WireProtocol.AnthropicMessages);

        Assert.Equal((signature, WireProtocol.OpenAIResponses), CarriedSignature.Read(text, WireProtocol.AnthropicMessages));
    }

    [Theory]
    [InlineData("abc==")]
    [InlineData("hg.")]
    [InlineData("hg.x")]
    [InlineData("hg.nobody.x")]
    [InlineData("hg..x")]
    public void A_signature_of_the_clients_own_protocol_stays_as_it_is(string signature)
    {
        Assert.Equal(signature, CarriedSignature.Write(signature, WireProtocol.AnthropicMessages, WireProtocol.AnthropicMessages));
        Assert.Equal((signature, WireProtocol.AnthropicMessages), CarriedSignature.Read(signature, WireProtocol.AnthropicMessages));
    }

    [Theory]
    [InlineData("""{"signature":"hg.chat.x"}""", true)]
    [InlineData("""{"a":{"signature" : "hg.chat.x"}}""", true)]
    [InlineData("""{"a":[{"signature":"abc"},{"signature":""}]}""", true)]
    [InlineData("""{"signature":"abc"}""", false)]
    [InlineData("""{"signature":null}""", false)]
    [InlineData("""{"text":"\\"signature\\":\\"\\""}""", false)]
    [InlineData("""["signature","hg."]""", false)]
    [InlineData("""{"my-signature":""}""", false)]
    [InlineData("signature", false)]
    [InlineData("\"signature", false)]
    [InlineData("\"signature\":", false)]
    public void A_body_tells_whether_a_conversation_began_at_another_vendor(string body, bool isForeign) =>
        Assert.Equal(isForeign, CarriedSignature.IsIn(Encoding.UTF8.GetBytes(body), "signature"u8, takesEmpty: false));

    [Fact]
    public void What_may_be_empty_is_not_foreign_for_that() =>
        Assert.False(CarriedSignature.IsIn("""{"data":""}"""u8, "data"u8, takesEmpty: true));
}
