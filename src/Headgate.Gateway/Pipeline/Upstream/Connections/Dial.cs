namespace Headgate.Gateway.Pipeline.Upstream.Connections;

/// <summary>
/// One connection being made, from the name to the end of the TLS handshake. The handshake is the handler's, after our callback has
/// returned: when the time is over, the stream is closed under it.
/// </summary>
internal sealed class Dial : IDisposable
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly ConnectTrace _trace;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly CancellationTokenSource _deadline;
    private CancellationTokenRegistration _handshake;
    private bool _isOver;

    public Dial(ConnectTrace trace, TimeProvider time)
    {
        _trace = trace;
        _time = time;
        _started = time.GetTimestamp();
        Timeout = trace.Timeout > TimeSpan.Zero ? trace.Timeout : DefaultTimeout;
        _deadline = new CancellationTokenSource(Timeout, time);
        trace.Dial = this;
    }

    /// <summary>The most it may take.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Deadline => _deadline.Token;

    /// <summary>Cancelled when one of so many attempts has had its part of what is left of the time.</summary>
    public CancellationTokenSource Share(int attempts)
    {
        TimeSpan left = Timeout - _time.GetElapsedTime(_started);
        return new CancellationTokenSource(left > TimeSpan.Zero ? left / attempts : TimeSpan.Zero, _time);
    }

    /// <summary>The socket is connected; what is still done on its stream before the first request is within the time too.</summary>
    public void Watch(Stream stream) => _handshake = _deadline.Token.Register(() =>
    {
        _trace.TimedOut = true;
        stream.Dispose();
    });

    /// <summary>The connection is made, or has failed: stops the clock.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, true))
            return;
        _trace.Elapsed = _time.GetElapsedTime(_started);
        _handshake.Dispose();
        _deadline.Dispose();
    }
}
