using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Freeform;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation;

namespace Headgate.Llm.Tests.Freeform;

public sealed class FreeformTests
{
    private const string Request = """
        {"model":"m","input":"Hi","tools":[{"type":"custom","name":"apply_patch"},{"type":"function","name":"read","strict":false}]}
        """;

    private static readonly ChatRequest Asked = Crossing.Decode(WireProtocol.OpenAIResponses, Request);

    [Fact]
    public void A_vendor_of_the_same_protocol_gets_the_tools_as_they_are()
    {
        Assert.Same(Asked, FreeformLowering.Apply(Asked, WireProtocol.OpenAIResponses, new LossList()));
    }

    [Theory]
    [InlineData("""{"input":"a\nb \"c\" \u00fc"}""", "a\nb \"c\" ü")]
    [InlineData("""{"input":""}""", "")]
    [InlineData("plain words", "plain words")]
    [InlineData("""{"patch":"a"}""", """{"patch":"a"}""")]
    [InlineData("", "")]
    public void The_input_of_a_call_is_the_functions_only_argument_or_all_that_the_model_said(string arguments, string input)
    {
        ChatChoice choice = new(0, [new ToolCallPart("c", "apply_patch", Encoding.UTF8.GetBytes(arguments))], FinishReason.ToolCalls);

        ChatResponse raised = new FreeformRaising(Asked).Raise(new ChatResponse { Protocol = WireProtocol.AnthropicMessages, Choices = [choice] });

        ToolCallPart call = Assert.IsType<ToolCallPart>(Assert.Single(raised.Choices[0].Parts));
        Assert.True(call.IsFreeform);
        Assert.Equal(input, Encoding.UTF8.GetString(call.Arguments.Span));
    }

    [Fact]
    public void Interleaved_calls_of_a_stream_keep_their_own_arguments()
    {
        FreeformRaising raising = new(Asked);
        List<ChatEvent> raised = [];
        ChatEvent[] events =
        [
            new ChatEvent.ToolCallStarted(0, 0, "a", "apply_patch"), new ChatEvent.ArgumentsDelta(0, 0, "{\"input\":"),
            new ChatEvent.ToolCallStarted(0, 1, "b", "read"), new ChatEvent.ArgumentsDelta(0, 1, "{}"),
            new ChatEvent.ArgumentsDelta(0, 0, "\"x\"}"), new ChatEvent.Finished(0, FinishReason.ToolCalls, null),
        ];

        foreach (ChatEvent chatEvent in events)
        {
            raising.Raise(chatEvent, raised);
        }

        Assert.Equal(
            [
                new ChatEvent.ToolCallStarted(0, 0, "a", "apply_patch") { IsFreeform = true }, new ChatEvent.ToolCallStarted(0, 1, "b", "read"),
                new ChatEvent.ArgumentsDelta(0, 1, "{}"), new ChatEvent.ArgumentsDelta(0, 0, "x"),
                new ChatEvent.Finished(0, FinishReason.ToolCalls, null),
            ],
            raised);
    }
}
