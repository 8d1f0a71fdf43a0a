using System.IO.Compression;
using System.IO.Pipelines;

namespace Headgate.Server.DataPlane;

/// <summary>Decodes request bodies. A decoder runs only when bytes are asked for, so a bomb costs what was read of it and no more.</summary>
internal static class ContentCoding
{
    private const int ReadBytes = 16 << 10;

    /// <summary>The body without its coding; null when the coding is not taken. Malformed data throws <see cref="InvalidDataException"/>.</summary>
    public static PipeReader? Open(string coding, Stream body)
    {
        Stream? decoder = coding.Trim().ToLowerInvariant() switch
        {
            "" or "identity" => body,
            "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "zstd" => ZstdDecoder.Open(body),
            _ => null,
        };

        return decoder is null ? null : PipeReader.Create(new DecodedStream(decoder), new StreamPipeReaderOptions(bufferSize: ReadBytes));
    }
}
