using System.IO.Compression;
using System.Text;
using Headgate.EndToEnd.Worlds;
using ZstdSharp;

namespace Headgate.EndToEnd.BadInput;

/// <summary>Compressed bodies: taken when they are sound, refused when they unfold beyond the limit or do not unfold.</summary>
public sealed class CompressedBodyTests(BadInputWorld world) : IClassFixture<BadInputWorld>
{
    private const int BombBytes = 48 << 20;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task A_sound_body_is_unfolded(string encoding)
    {
        var id = Guid.CreateVersion7().ToString();
        var body = Encoding.UTF8.GetBytes(TestCall.Chat("openai/echo"));
        using var request = Request(encoding, Compress(encoding, output => output.Write(body)), id);

        using var response = await world.Client.SendAsync(request, Bound.Token());

        Assert.Equal(200, (int)response.StatusCode);
        var call = await world.Simulator.NextCallAsync(call => call.Header("x-client-request-id") == id, Bound.Token());
        Assert.Equal(TestCall.Chat("echo"), Encoding.UTF8.GetString(call.Body.Span));
        Assert.Null(call.Header("content-encoding"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task A_bomb_is_too_large_however_small_it_came(string encoding)
    {
        var zeros = new byte[1 << 20];
        var bomb = Compress(encoding, output =>
        {
            for (var written = 0; written < BombBytes; written += zeros.Length)
                output.Write(zeros);
        });
        Assert.InRange(bomb.Length, 1, BadInputWorld.MaxBodyBytes / 2); // small by itself
        using var request = Request(encoding, bomb, "bomb");

        using var response = await world.Client.SendAsync(request, Bound.Token());
        var error = await WireError.OpenAIAsync(response);

        Assert.Equal((413, "body_too_large"), (error.Status, error.Code));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Bytes_that_do_not_unfold_are_the_clients_fault(string encoding)
    {
        var body = Encoding.UTF8.GetBytes(TestCall.Chat("openai/echo", new string('x', 1000)));
        var sound = Compress(encoding, output => output.Write(body));
        foreach (var broken in new[] { sound[..(sound.Length / 2)], Encoding.UTF8.GetBytes("not compressed at all"), [] })
        {
            using var request = Request(encoding, broken, "broken");

            using var response = await world.Client.SendAsync(request, Bound.Token());

            Assert.InRange((int)response.StatusCode, 400, 499);
        }
    }

    private HttpRequestMessage Request(string encoding, byte[] body, string id)
    {
        var request = TestCall.To(world.Gateway.BaseUrl, "/v1/chat/completions", body);
        request.Content!.Headers.ContentEncoding.Add(encoding);
        request.Headers.Add("x-client-request-id", id);
        return request;
    }

    private static byte[] Compress(string encoding, Action<Stream> write)
    {
        using var output = new MemoryStream();
        using (Stream compressing = encoding switch
        {
            "gzip" => new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(output, CompressionLevel.Fastest, leaveOpen: true),
            _ => new CompressionStream(output, leaveOpen: true),
        })
        {
            write(compressing);
        }

        return output.ToArray();
    }
}
