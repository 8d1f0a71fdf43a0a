using System.Text;
using System.Text.Json.Nodes;
using Headgate.Llm.Chat;

namespace Headgate.Llm.Tests.Protocols.AnthropicMessages;

/// <summary>What is read and written back in the same protocol is what it was.</summary>
public sealed class MessagesGoldenTests
{
    public static TheoryData<string> Requests => MessagesCodec.Cases("request.json");

    public static TheoryData<string> Responses => MessagesCodec.Cases("response.json");

    public static TheoryData<string> Streams => MessagesCodec.Cases("answer.sse");

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_comes_out_as_it_went_in(string name)
    {
        string text = Encoding.UTF8.GetString(MessagesCodec.Golden(name, "request.json"));
        ChatRequest request = MessagesCodec.Decode(text);

        MessagesCodec.Sent sent = MessagesCodec.Encode(request, request.Model);

        MessagesCodec.AssertSame(text, sent.Body);
        Assert.Empty(sent.Lost);
    }

    [Theory]
    [MemberData(nameof(Responses))]
    public void A_response_comes_out_as_it_went_in(string name)
    {
        string text = Encoding.UTF8.GetString(MessagesCodec.Golden(name, "response.json"));

        (JsonNode body, LossList losses) = MessagesCodec.EncodeAnswer(MessagesCodec.DecodeAnswer(text));

        MessagesCodec.AssertSame(text, body);
        Assert.Equal(0, losses.Count);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_comes_out_as_it_went_in(string name)
    {
        byte[] stream = MessagesCodec.Golden(name, "answer.sse");
        List<(string Name, JsonNode Data)> expected = MessagesCodec.EventsOf(stream);

        MessagesCodec.Said said = MessagesCodec.EncodeStream(MessagesCodec.DecodeStream(stream));

        Assert.Equal(expected.Select(e => e.Name), said.Events.Select(e => e.Name));
        Assert.All(expected.Zip(said.Events), pair => MessagesCodec.AssertSame(pair.First.Data, pair.Second.Data));
        Assert.Empty(said.Lost);
    }
}
