using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Framing;

namespace Headgate.Llm.Tests.Protocols.OpenAIChat;

/// <summary>What is written by hand in the vendor's format is written back as it was: canonical form and nulls aside, nothing changes.</summary>
public sealed class ChatGoldenTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Goldens", "openai-chat");

    public static TheoryData<string> Requests => Cases("request-*");

    public static TheoryData<string> Responses => Cases("response-*");

    public static TheoryData<string> Answers => Cases("answer-*");

    public static TheoryData<string> VendorStreams => [.. GoldenCase.All.Select(row => row.Data).Where(IsWholeChatStream)];

    [Theory]
    [MemberData(nameof(Requests))]
    public void A_request_stays_as_it_was(string name)
    {
        string json = File.ReadAllText(Path.Combine(Root, name, "request.json"));

        ChatRig.Written sent = ChatRig.Send(ChatRig.Request(json));

        Assert.Equal(ChatRig.Canonical(json), ChatRig.Canonical(sent.Json));
        Assert.Empty(sent.LostPaths);
    }

    [Theory]
    [MemberData(nameof(Responses))]
    public void A_response_stays_as_it_was(string name)
    {
        string json = File.ReadAllText(Path.Combine(Root, name, "response.json"));

        ChatRig.Written reply = ChatRig.Reply(ChatRig.Response(json));

        Assert.Equal(ChatRig.Canonical(json), ChatRig.Canonical(reply.Json));
        Assert.Empty(reply.LostPaths);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public void A_stream_stays_as_it_was(string name)
    {
        byte[] stream = File.ReadAllBytes(Path.Combine(Root, name, "answer.sse"));
        List<string> expected = [];
        StreamFeed.Whole(stream, (in SseEvent streamEvent) => expected.Add(Encoding.UTF8.GetString(streamEvent.Data)));
        LossList losses = new();
        ChatRequest request = ChatRig.With($"\"stream\":true,\"stream_options\":{{\"include_usage\":{(name.EndsWith("usage", StringComparison.Ordinal) ? "true" : "false")}}}");

        List<string> chunks = ChatRig.Chunks(ChatRig.ReadStream(stream), request, losses);

        Assert.Equal(expected.Select(Comparable), chunks.Select(Comparable));
        Assert.Equal(0, losses.Count);
    }

    [Theory]
    [MemberData(nameof(VendorStreams))]
    public void A_vendors_stream_is_whole_with_its_usage_when_it_is_written_again(string name)
    {
        List<ChatEvent> events = ChatRig.ReadStream(GoldenCase.Stream(name));
        if (events[^1] is not ChatEvent.Ended)
        {
            events.Add(new ChatEvent.Ended());
        }

        byte[] written = ChatRig.WriteStream(events, ChatRig.With("\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        StreamReading reading = NativeProtocols.Get(WireProtocol.OpenAIChat).OpenStream();
        StreamFeed.Whole(written, (in SseEvent streamEvent) => reading.Read(streamEvent));
        Assert.True(reading.IsComplete);
        Assert.Equal(GoldenCase.Expected(name).ResponseId, reading.ResponseId);
        Assert.Equal(GoldenCase.Expected(name).Usage, GoldenCase.Meters(reading.Usage));
    }

    // A null usage is how a chunk says that the usage is still to come, so it is compared too.
    private static string Comparable(string data) =>
        data == "[DONE]" ? data : ChatRig.Canonical(data) + (data.Contains("\"usage\":null", StringComparison.Ordinal) ? " usage to come" : "");

    private static bool IsWholeChatStream(string name) =>
        name.StartsWith("openai-chat", StringComparison.Ordinal) && GoldenCase.Expected(name) is { Complete: true, Error: null };

    private static TheoryData<string> Cases(string pattern) =>
        [.. Directory.GetDirectories(Root, pattern).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];
}
