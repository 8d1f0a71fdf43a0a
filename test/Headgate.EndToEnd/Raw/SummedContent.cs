using System.Net;
using System.Security.Cryptography;

namespace Headgate.EndToEnd.Raw;

/// <summary>A content whose bytes are summed up as they are sent.</summary>
internal sealed class SummedContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly SHA256 _sum = SHA256.Create();

    public SummedContent(HttpContent content)
    {
        _content = content;
        Headers.ContentType = content.Headers.ContentType;
    }

    /// <summary>SHA-256 of all of it, once it was sent; null before.</summary>
    public byte[]? Sum => _sum.Hash;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using var summed = new CryptoStream(stream, _sum, CryptoStreamMode.Write, leaveOpen: true);
        await _content.CopyToAsync(summed, context, CancellationToken.None);
    }

    protected override bool TryComputeLength(out long length) => (length = _content.Headers.ContentLength ?? -1) >= 0;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _sum.Dispose();
        }

        base.Dispose(disposing);
    }
}
