using System.Buffers;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Raw.Sending;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Forms;

/// <summary>
/// Reads a form as far as its field <c>model</c>. In the first 64 KiB it is found in passing, and the rest is not touched; behind a file it
/// costs a look at the whole form, which then waits on disk.
/// </summary>
internal sealed class ModelForm : IAsyncDisposable
{
    private const int HeadBytes = 64 << 10;

    private readonly Stream _client;
    private readonly byte[] _head = ArrayPool<byte>.Shared.Rent(HeadBytes);
    private Stream? _spooled;

    private ModelForm(Stream client) => _client = client;

    /// <summary>The model named.</summary>
    public string Model { get; private set; } = "";

    /// <summary>The form, to be sent on.</summary>
    public RawBody Body { get; private set; } = RawBody.None;

    /// <summary>Opens the form of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="spool">Where a form is kept that does not begin with its model.</param>
    /// <param name="maxBytes">The largest form taken.</param>
    /// <param name="departed">The client's leaving.</param>
    public static async ValueTask<Outcome<ModelForm>> OpenAsync(IClientRequest request, ISpool spool, long maxBytes, CancellationToken departed)
    {
        if (Upload.Open(request, maxBytes).Failed(out GatewayError? error, out Upload? upload))
        {
            return error;
        }

        var form = new ModelForm(upload.Bytes);
        try
        {
            error = await form.ReadAsync(new FormScan(upload.Boundary), upload.Length, spool, maxBytes, departed);
        }
        catch (IOException) when (!departed.IsCancellationRequested)
        {
            error = new GatewayError(ErrorKind.InvalidRequest, "The body ended before its declared length, or came too slowly. Send it whole.");
        }
        finally
        {
            if (form.Model.Length == 0)
            {
                await form.DisposeAsync();
            }
        }

        return error is null ? form : error;
    }

    public async ValueTask DisposeAsync()
    {
        ArrayPool<byte>.Shared.Return(_head);
        if (_spooled is not null)
        {
            await _spooled.DisposeAsync();
        }
    }

    private async ValueTask<GatewayError?> ReadAsync(FormScan scan, long? length, ISpool spool, long maxBytes, CancellationToken departed)
    {
        int read = 0;
        int came;
        while (scan.Model is null && read < HeadBytes && (came = await _client.ReadAsync(_head.AsMemory(read, HeadBytes - read), departed)) > 0)
        {
            scan.Feed(_head.AsSpan(read, came));
            read += came;
            if (scan.Flaw is { } flaw)
            {
                return UploadStream.Flawed(flaw);
            }
        }

        if (scan.Model is not { } model)
        {
            return read < HeadBytes ? Missing(scan) : await SpoolAsync(scan, _head.AsMemory(0, read), spool, maxBytes, departed);
        }

        Model = model.Value;
        Body = new UploadBody(new UploadStream(_head.AsMemory(0, read), _client, scan, maxBytes), length, model);
        return null;
    }

    private async ValueTask<GatewayError?> SpoolAsync(
        FormScan scan, ReadOnlyMemory<byte> head, ISpool spool, long maxBytes, CancellationToken departed)
    {
        _spooled = spool.Open();
        var upload = new UploadStream(head, _client, scan, maxBytes);
        try
        {
            await upload.CopyToAsync(_spooled, HeadBytes, departed);
        }
        catch (IOException) when (upload.Refusal is not null)
        {
            return upload.Refusal;
        }

        if (scan.Model is not { } model)
        {
            return Missing(scan);
        }

        _spooled.Position = 0;
        Model = model.Value;
        Body = new UploadBody(_spooled, _spooled.Length, model);
        return null;
    }

    private static GatewayError Missing(FormScan scan) => scan.IsWhole
        ? new GatewayError(ErrorKind.InvalidRequest, "The form has no field 'model'. Name the model to call, best as the form's first field.")
        {
            Param = "model",
        }
        : UploadStream.Flawed("The form ends before its last boundary.");
}
