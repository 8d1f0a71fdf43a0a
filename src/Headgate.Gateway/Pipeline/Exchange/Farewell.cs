using System.Buffers;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>
/// The way back to a client that may leave without ending its call (<c>on_disconnect: drain</c>). Once it has left, what is written goes nowhere, and a
/// call that the vendor has in full is read on until it ends, its time is up, or the gateway stops.
/// </summary>
internal sealed class Farewell : IClientReply, IDisposable
{
    private readonly RequestTrace _trace;
    private readonly IClientReply _client;
    private readonly Drains _drains;
    private readonly ServerOptions _limits;
    private readonly TimeProvider _time;
    private readonly CancellationToken _departed;
    private readonly CancellationTokenSource _cut = new();
    private readonly DiscardedBytes _nowhere = new();
    private readonly CancellationTokenRegistration _leaving;
    private readonly Lock _gate = new();
    private CancellationTokenRegistration _stopping;
    private ITimer? _timer;
    private bool _hasStarted;
    private bool _isDraining;
    private bool _isOver;

    /// <param name="trace">The request.</param>
    /// <param name="client">The way back.</param>
    /// <param name="drains">The calls whose clients have left.</param>
    /// <param name="limits">How many of them there may be, and how long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="departed">The client's leaving.</param>
    public Farewell(RequestTrace trace, IClientReply client, Drains drains, ServerOptions limits, TimeProvider time, CancellationToken departed)
    {
        (_trace, _client, _drains, _limits, _time, _departed) = (trace, client, drains, limits, time, departed);
        _leaving = departed.UnsafeRegister(static farewell => ((Farewell)farewell!).Leave(), this);
    }

    /// <summary>Cancelled when the vendor's call is to end: at the client's leaving, or at the end of the time that it may go on after it.</summary>
    public CancellationToken Cut => _cut.Token;

    /// <inheritdoc />
    public bool HasStarted => _hasStarted || _client.HasStarted;

    /// <inheritdoc />
    public IBufferWriter<byte> Body => _trace.HasLeft ? _nowhere : _client.Body;

    /// <inheritdoc />
    public void SetHeader(string name, string value)
    {
        if (!_trace.HasLeft)
        {
            _client.SetHeader(name, value);
        }
    }

    /// <inheritdoc />
    public void Start(int status, string contentType, long? contentLength)
    {
        _hasStarted = true;
        if (!_trace.HasLeft)
        {
            _client.Start(status, contentType, contentLength);
        }
    }

    /// <inheritdoc />
    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        if (_trace.HasLeft)
        {
            return;
        }

        try
        {
            await _client.FlushAsync(_departed);
        }
        catch (OperationCanceledException left) when (Departure.Is(left, _departed) && Leave())
        {
            // Nobody is there to be written to: the call goes on without.
        }
    }

    /// <inheritdoc />
    public void Abort() => _client.Abort();

    /// <summary>Ends the request if its client has left: no further call is made for nobody.</summary>
    /// <exception cref="ClientGoneException">It has left.</exception>
    public void ThrowIfLeft()
    {
        if (_trace.HasLeft)
        {
            throw new ClientGoneException();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _leaving.Dispose();
        lock (_gate)
        {
            _isOver = true;
            _stopping.Dispose();
            _timer?.Dispose();
            if (_isDraining)
            {
                _drains.Leave();
            }
        }

        _cut.Dispose();
    }

    /// <summary>The client has left.</summary>
    /// <returns>True when the call goes on.</returns>
    private bool Leave()
    {
        lock (_gate)
        {
            if (_isOver || _trace.HasLeft)
            {
                return _isDraining;
            }

            if (!_trace.IsDelivered)
            {
                _trace.Left();
                _isDraining = _trace.IsAtVendor && _drains.TryEnter(_limits.MaxDrains);
            }

            if (_isDraining)
            {
                _stopping = _drains.Ended.UnsafeRegister(static farewell => ((Farewell)farewell!).End(), this);
                _timer = _time.CreateTimer(static farewell => ((Farewell)farewell!).End(), this, _limits.DrainLimit, Timeout.InfiniteTimeSpan);
            }
        }

        if (!_isDraining)
        {
            End();
        }

        return _isDraining;
    }

    private void End()
    {
        try
        {
            _cut.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended of itself at the same moment.
        }
    }
}
