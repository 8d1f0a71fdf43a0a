using System.Net;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Llm.Framing;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Sends a body piece by piece from where it lies, and holds its memory while it does.</summary>
internal sealed class SplicedContent(SplicedBody body, BodyBuffer owner) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (!owner.TryHold())
        {
            throw new OperationCanceledException("The request ended before its body was sent.");
        }

        try
        {
            foreach (ReadOnlyMemory<byte> piece in body.Pieces)
            {
                await stream.WriteAsync(piece, cancellationToken);
            }
        }
        finally
        {
            owner.Release();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
