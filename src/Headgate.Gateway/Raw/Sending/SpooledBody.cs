using System.Security.Cryptography;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Raw.Forms;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Sending;

/// <summary>A body for a vendor whose signature covers it: it waits on disk until all of it is there and its hash is known.</summary>
internal sealed class SpooledBody : RawBody, IAsyncDisposable
{
    private const int PieceBytes = 64 << 10;

    private readonly Stream _spooled;

    private SpooledBody(Stream spooled, string hash) => (_spooled, Hash) = (spooled, hash);

    public override string Hash { get; }

    public override bool MayRepeat => false;

    /// <summary>Reads what the client sends to its end.</summary>
    public static async ValueTask<Outcome<SpooledBody>> ReadAsync(UploadStream upload, ISpool spool, CancellationToken departed)
    {
        Stream spooled = spool.Open();
        try
        {
            await upload.CopyToAsync(spooled, PieceBytes, departed);
            spooled.Position = 0;
            string hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(spooled, departed));
            spooled.Position = 0;
            return new SpooledBody(spooled, hash);
        }
        catch (IOException) when (!departed.IsCancellationRequested)
        {
            await spooled.DisposeAsync();
            return upload.Refusal ?? new GatewayError(
                ErrorKind.InvalidRequest, "The body ended before its declared length, or came too slowly. Send it whole.");
        }
        catch
        {
            await spooled.DisposeAsync();
            throw;
        }
    }

    public override (Stream? Bytes, long? Length) For(Target target) => (_spooled, _spooled.Length);

    public ValueTask DisposeAsync() => _spooled.DisposeAsync();
}
