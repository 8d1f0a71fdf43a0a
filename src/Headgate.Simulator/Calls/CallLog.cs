namespace Headgate.Simulator.Calls;

/// <summary>The calls that came, bounded in number and in bytes: the oldest are forgotten first.</summary>
internal sealed class CallLog(SimulatorOptions options)
{
    private readonly Watch _watch = new();
    private readonly Queue<SimulatedCall> _calls = new();
    private readonly LinkedList<SimulatedCall> _unclaimed = new();
    private long _recordedBytes;
    private long _sequence;
    private int _open;

    public int Open => _watch.Read(() => _open);

    public IReadOnlyList<SimulatedCall> Snapshot() => _watch.Read<IReadOnlyList<SimulatedCall>>(() => [.. _calls]);

    public long NextSequence() => Interlocked.Increment(ref _sequence);

    public void Add(SimulatedCall call) => _watch.Change(() =>
    {
        _open++;
        _calls.Enqueue(call);
        _unclaimed.AddLast(call);
        _recordedBytes += call.Body.Length;
        while (_calls.Count > options.MaxRecordedCalls || _recordedBytes > options.MaxRecordedBytes)
            Forget(_calls.Dequeue());
    });

    public void Closed() => _watch.Change(() => _open--);

    public void Clear() => _watch.Change(() =>
    {
        _calls.Clear();
        _unclaimed.Clear();
        _recordedBytes = 0;
    });

    /// <summary>The oldest matching call that nobody has been given yet: one that came already, else the next to come.</summary>
    public async Task<SimulatedCall> NextAsync(Func<SimulatedCall, bool> match, CancellationToken cancellationToken)
    {
        SimulatedCall? claimed = null;
        await _watch.WhenAsync(() => (claimed = Claim(match)) is not null, cancellationToken);
        return claimed!;
    }

    public Task IdleAsync(CancellationToken cancellationToken) => _watch.WhenAsync(() => _open == 0, cancellationToken);

    private SimulatedCall? Claim(Func<SimulatedCall, bool> match)
    {
        for (var node = _unclaimed.First; node is not null; node = node.Next)
        {
            if (!match(node.Value))
                continue;
            _unclaimed.Remove(node);
            return node.Value;
        }

        return null;
    }

    private void Forget(SimulatedCall call)
    {
        _recordedBytes -= call.Body.Length;
        // The unclaimed keep the order of arrival, so a forgotten call can only be the first of them.
        if (_unclaimed.First?.Value == call)
            _unclaimed.RemoveFirst();
    }
}
