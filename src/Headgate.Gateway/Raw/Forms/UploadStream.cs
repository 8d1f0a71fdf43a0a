using System.Runtime.CompilerServices;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Forms;

/// <summary>A client's upload on its way: what was read of it already, then the rest, counted and looked at as it passes.</summary>
internal sealed class UploadStream(ReadOnlyMemory<byte> begun, Stream rest, FormScan? scan, long maxBytes) : ReadStream
{
    private long _passed;
    private ReadOnlyMemory<byte> _begun = begun;

    /// <summary>Why the upload was broken off; null while it was not.</summary>
    public GatewayError? Refusal { get; private set; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // an upload is read in many small pieces
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        if (!_begun.IsEmpty)
        {
            // Was counted and looked at when it came.
            read = Math.Min(buffer.Length, _begun.Length);
            _begun.Span[..read].CopyTo(buffer.Span);
            _begun = _begun[read..];
            _passed += read;
            return read;
        }

        read = await rest.ReadAsync(buffer, cancellationToken);
        _passed += read;
        scan?.Feed(buffer.Span[..read]);
        Refusal = _passed > maxBytes ? TooLarge(maxBytes)
            : scan?.Flaw is { } flaw ? Flawed(flaw)
            : read == 0 && !buffer.IsEmpty && scan is { IsWhole: false } ? Flawed("The form ends before its last boundary.")
            : null;
        return Refusal is null ? read : throw new IOException("The upload was refused.");
    }

    public static GatewayError TooLarge(long maxBytes) =>
        new(ErrorKind.BodyTooLarge, $"The upload is larger than {maxBytes} bytes (server.max_upload).");

    public static GatewayError Flawed(string flaw) => new(ErrorKind.InvalidRequest, flaw);
}
