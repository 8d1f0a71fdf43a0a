using System.Net;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Framing;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>Sends a body piece by piece from where it lies, holds its memory while it does, and notes when all of it is sent.</summary>
internal sealed class SplicedContent(SplicedBody body, BodyBuffer owner, AttemptTrace trace) : HttpContent
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

            trace.IsSent = true;
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
