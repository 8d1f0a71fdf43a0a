using System.Buffers;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Raw.Sending;
using Headgate.Gateway.Stores;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Raw.Forms;

/// <summary>
/// Reads a form as far as its field <c>model</c>. In the first 64 KiB it is found in passing, and the rest is not touched; behind a file it
/// costs a look at the whole form, which then waits on disk. A model that the request's path names counts whatever the form says, which then may
/// do without one.
/// </summary>
internal sealed class ModelForm : IAsyncDisposable
{
    private const int HeadBytes = 64 << 10;
    private const int LongestModel = 256;

    private readonly Stream _client;
    private readonly long? _length;
    private readonly FormScan _scan;
    private readonly string? _named;
    private readonly FormField? _missing;
    private readonly long _maxBytes;
    private readonly byte[] _head = ArrayPool<byte>.Shared.Rent(HeadBytes);
    private Stream? _spooled;

    private ModelForm(Upload upload, string? named, long maxBytes, bool refusesUsers)
    {
        (_client, _length, _scan, _named, _maxBytes) = (upload.Bytes, upload.Length, new FormScan(upload.Boundary, refusesUsers), named, maxBytes);
        _missing = named is null ? null : FormField.NoModel(upload.Boundary);
    }

    /// <summary>The model named.</summary>
    public string Model { get; private set; } = "";

    /// <summary>The form, to be sent on.</summary>
    public RawBody Body { get; private set; } = RawBody.None;

    /// <summary>Opens the form of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="spool">Where a form is kept that does not begin with its model.</param>
    /// <param name="maxBytes">The largest form taken.</param>
    /// <param name="refusesUsers">True when no field may name an end user.</param>
    /// <param name="departed">The client's leaving.</param>
    public static async ValueTask<Outcome<ModelForm>> OpenAsync(
        IClientRequest request, ISpool spool, long maxBytes, bool refusesUsers, CancellationToken departed)
    {
        if (Upload.Open(request, maxBytes).Failed(out GatewayError? error, out Upload? upload))
        {
            return error;
        }

        if (request.PathModel is { } named && (named.Length is 0 or > LongestModel || named.Any(char.IsControl)))
        {
            return new GatewayError(ErrorKind.InvalidRequest, "The model in the path is no name.") { Param = "model" };
        }

        var form = new ModelForm(upload, request.PathModel, maxBytes, refusesUsers);
        try
        {
            error = await form.ReadAsync(spool, departed);
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

    private async ValueTask<GatewayError?> ReadAsync(ISpool spool, CancellationToken departed)
    {
        int read = 0;
        int came;
        while (_scan.Model is null && read < HeadBytes && (came = await _client.ReadAsync(_head.AsMemory(read, HeadBytes - read), departed)) > 0)
        {
            _scan.Feed(_head.AsSpan(read, came));
            read += came;
            if (_scan.Flaw is { } flaw)
            {
                return UploadStream.Flawed(flaw);
            }
        }

        var upload = new UploadStream(_head.AsMemory(0, read), _client, _scan, _maxBytes);
        return _scan.Model is null && read == HeadBytes
            ? await SpoolAsync(upload, spool, departed)
            : Take(upload, _length);
    }

    private async ValueTask<GatewayError?> SpoolAsync(UploadStream upload, ISpool spool, CancellationToken departed)
    {
        _spooled = spool.Open();
        try
        {
            await upload.CopyToAsync(_spooled, HeadBytes, departed);
        }
        catch (IOException) when (upload.Refusal is not null)
        {
            return upload.Refusal;
        }

        _spooled.Position = 0;
        return Take(_spooled, _spooled.Length);
    }

    /// <summary>Takes the form, when it has been read as far as its model.</summary>
    private GatewayError? Take(Stream bytes, long? length)
    {
        if (_scan.Model is null && !_scan.IsWhole)
        {
            return UploadStream.Flawed("The form ends before its last boundary.");
        }

        if ((_scan.Model ?? _missing) is not { } model)
        {
            return new GatewayError(ErrorKind.InvalidRequest, "The form has no field 'model'. Name the model to call, best as the form's first field.")
            {
                Param = "model",
            };
        }

        Model = _named ?? model.Value;
        Body = new UploadBody(bytes, length, model);
        return null;
    }
}
