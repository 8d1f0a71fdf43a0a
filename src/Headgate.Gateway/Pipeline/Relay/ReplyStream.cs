using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Relay;

/// <summary>
/// The way back of one streamed request. Owns the pen: either the relay writes or a keep-alive does, never both, and a keep-alive
/// falls only between whole events. Keep-alives start with the attempts, so that a client waiting on a slow or failing target is not
/// cut off by its proxies; the first one commits the 200.
/// </summary>
internal sealed class ReplyStream : IAsyncDisposable
{
    private readonly IClientReply _client;
    private readonly RequestTrace _trace;
    private readonly TimeProvider _time;
    private readonly TimeSpan _silence;
    private readonly CancellationToken _departed;
    private readonly SemaphoreSlim _pen = new(1, 1);
    private readonly ITimer? _timer; // none where keep-alives are off
    private long _lastWriteAt;

    public ReplyStream(IClientReply client, RequestTrace trace, ConfigSnapshot config, TimeProvider time, CancellationToken departed)
    {
        (_client, _trace, _time, _silence, _departed) = (client, trace, time, config.Server.KeepAlive, departed);
        _lastWriteAt = trace.ArrivedAt;
        if (_silence > TimeSpan.Zero)
        {
            _timer = time.CreateTimer(
                static stream => _ = ((ReplyStream)stream!).LookAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(_silence, Timeout.InfiniteTimeSpan); // not before it is known here: it sets itself anew
        }
    }

    /// <summary>Takes the pen. Until <see cref="Release"/> nothing else is written.</summary>
    public Task TakeAsync() => _pen.WaitAsync(CancellationToken.None);

    /// <summary>Gives the pen back.</summary>
    public void Release()
    {
        Volatile.Write(ref _lastWriteAt, _time.GetTimestamp());
        _pen.Release();
    }

    /// <summary>Commits the 200, if a keep-alive has not. The pen must be held.</summary>
    public void Commit()
    {
        if (!_client.HasStarted)
        {
            _trace.Status = 200;
            _client.SetHeader("cache-control", "no-cache");
            _client.SetHeader("x-accel-buffering", "no");
            _client.Start(200, "text/event-stream; charset=utf-8", contentLength: null);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
            await TakeAsync(); // a keep-alive under way ends first
        }

        _pen.Dispose();
    }

    private async Task LookAsync()
    {
        try
        {
            TimeSpan left = _silence - _time.GetElapsedTime(Volatile.Read(ref _lastWriteAt));
            if (left <= TimeSpan.Zero)
            {
                await KeepAliveAsync();
                left = _silence;
            }

            _timer!.Change(left, Timeout.InfiniteTimeSpan);
        }
        catch (Exception ended) when (ended is ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The request ended, or its client left, while the timer was firing: whoever serves it sees that for itself.
        }
    }

    private async ValueTask KeepAliveAsync()
    {
        if (!_pen.Wait(0, CancellationToken.None))
        {
            return; // something is being written: there is no silence to break
        }

        try
        {
            Commit();
            _trace.Protocol.WriteKeepAlive(_client.Body);
            await _client.FlushAsync(_departed);
        }
        finally
        {
            Release();
        }
    }
}
