using System.Text;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Fidelity;

/// <summary>What the client gets is what the vendor sent, byte for byte, however the vendor's bytes were split on the way.</summary>
public sealed class ReplyFidelityTests(FidelityWorld world) : IClassFixture<FidelityWorld>
{
    private const string Reply =
        "{ \"id\" : \"chatcmpl-1\",\"object\":\"chat.completion\",\n \"choices\":[{\"index\":0,\"message\":"
        + "{\"role\":\"assistant\",\"content\":\"caf\\u00e9 caf\u00e9 \\/\"},\"finish_reason\":\"stop\"}],"
        + "\"x_odd\":[1.0,1e3,12345678901234567890],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5} }\n";

    private const string Stream =
        ": a comment of the vendor\n\n"
        + "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n"
        + "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"na\u00efve \\ud83d\\ude00\"},"
        + "\"finish_reason\":null}],\"x\":1.0}\r\n\r\n"
        + "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" \u6f22\u5b57\"},\"finish_reason\":null}]}\n\n"
        + "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

    private const string UsageEvent =
        "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}\n\n";

    private const string Done = "data: [DONE]\n\n";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task A_whole_reply_comes_as_it_was(int pieceBytes)
    {
        var (received, usage) = await AskAsync("application/json", Pieces(Reply, pieceBytes), stream: false);

        Assert.Equal(Reply, received);
        Assert.Equal((3, 2), usage);
    }

    [Fact]
    public async Task A_stream_is_the_same_when_it_comes_byte_by_byte()
    {
        var (received, usage) = await AskAsync("text/event-stream", Pieces(Stream + UsageEvent + Done, 1), stream: true);

        Assert.Equal(Stream + Done, received);
        Assert.Equal((3, 2), usage);
    }

    [Fact]
    public async Task A_stream_is_the_same_wherever_it_is_split()
    {
        var whole = Encoding.UTF8.GetBytes(Stream + UsageEvent + Done);
        for (var at = 1; at < whole.Length; at += 3)
        {
            var (received, usage) = await AskAsync("text/event-stream", [whole[..at], whole[at..]], stream: true);

            Assert.Equal(Stream + Done, received);
            Assert.Equal((3, 2), usage);
        }
    }

    private async Task<(string Received, (long?, long?) Usage)> AskAsync(string contentType, IReadOnlyList<byte[]> pieces, bool stream)
    {
        var limit = Bound.Token();
        world.Vendor.Answer = (contentType, pieces);
        using var request = TestCall.To(world.Gateway.BaseUrl, "/v1/chat/completions", TestCall.Chat("reciting/m", stream: stream));
        using var response = await world.Client.SendAsync(request, limit);
        var received = await response.Content.ReadAsByteArrayAsync(limit);
        var record = await world.Gateway.RecordAsync(response.Headers.GetValues("x-headgate-request-id").Single());
        return (Encoding.UTF8.GetString(received), (record.Usage?.Input, record.Usage?.Output));
    }

    private static List<byte[]> Pieces(string text, int bytes) => [.. Encoding.UTF8.GetBytes(text).Chunk(bytes)];
}
