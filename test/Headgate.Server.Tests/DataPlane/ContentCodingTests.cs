using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using Headgate.Server.DataPlane;
using ZstdSharp;

namespace Headgate.Server.Tests.DataPlane;

public sealed class ContentCodingTests
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"model\":\"sim/echo\"} ", 5_000)));

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Decodes(string coding)
    {
        PipeReader body = ContentCoding.Open(coding, new MemoryStream(Encode(coding, Text)))!;
        Assert.Equal(Text, await ReadAllAsync(body));
    }

    [Theory]
    [InlineData("gzip, gzip")]
    [InlineData("compress")]
    [InlineData("aws-chunked")]
    public void Takes_no_other_coding_and_no_two(string coding) => Assert.Null(ContentCoding.Open(coding, Stream.Null));

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Malformed_data_is_one_kind_of_failure(string coding)
    {
        PipeReader body = ContentCoding.Open(coding, new MemoryStream(Text))!;
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAllAsync(body));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task A_bomb_is_inflated_only_as_far_as_it_is_read(string coding)
    {
        const int BombBytes = 64 << 20;
        CountingStream sent = new(Encode(coding, new byte[BombBytes]));
        PipeReader body = ContentCoding.Open(coding, sent)!;

        ReadResult first = await body.ReadAsync(TestContext.Current.CancellationToken);

        Assert.InRange(first.Buffer.Length, 1, 64 << 10);
        Assert.InRange(sent.BytesRead, 1, 160 << 10);
        await body.CompleteAsync();
    }

    [Fact]
    public async Task A_zstd_frame_that_claims_a_huge_window_is_refused()
    {
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xA0, 0x01, 0x00, 0x00]; // window descriptor: 1 GiB
        PipeReader body = ContentCoding.Open("zstd", new MemoryStream(frame))!;
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAllAsync(body));
    }

    private static byte[] Encode(string coding, byte[] plain)
    {
        MemoryStream encoded = new();
        using (Stream encoder = coding.ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(encoded, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(encoded, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(encoded, CompressionLevel.Fastest, leaveOpen: true),
            "zstd" => new CompressionStream(encoded, leaveOpen: true),
            _ => new BufferedStream(encoded),
        })
        {
            encoder.Write(plain);
            encoder.Flush();
            if (encoder is BufferedStream)
            {
                return encoded.ToArray();
            }
        }

        return encoded.ToArray();
    }

    private static async Task<byte[]> ReadAllAsync(PipeReader body)
    {
        MemoryStream all = new();
        await body.CopyToAsync(all, TestContext.Current.CancellationToken);
        await body.CompleteAsync();
        return all.ToArray();
    }

    private sealed class CountingStream(byte[] content) : MemoryStream(content)
    {
        public long BytesRead => Position;
    }
}
