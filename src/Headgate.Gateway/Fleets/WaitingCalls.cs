namespace Headgate.Gateway.Fleets;

/// <summary>
/// The gateway's own calls at a replica that wait for their first token, in the order they were sent, which is about the order in which engines
/// begin them. Not thread-safe.
/// </summary>
internal sealed class WaitingCalls
{
    private ReplicaCall? _first;
    private ReplicaCall? _last;
    private double _tokens;
    private double _firstSince; // when the first of them is thought to have been begun

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The time that the replica takes for a token of a prompt.</summary>
    public double SecondsPerToken { get; set; } = FleetView.Unknown.SecondsPerToken;

    /// <summary>The tokens that are still to be worked through: of the first call only what the time since its beginning leaves.</summary>
    public double Tokens(double now) => _first is null ? 0 : _tokens - Math.Min(_first.Work, (now - _firstSince) / SecondsPerToken);

    /// <summary>For how long the first of them should have been answered.</summary>
    public double Overdue(double now) => _first is null ? 0 : Math.Max(0, now - _firstSince - (Expected(_first) * 2));

    /// <summary>A call was sent.</summary>
    public void Add(ReplicaCall call, double now)
    {
        if (_first is null)
        {
            (_first, _firstSince) = (call, now);
        }
        else
        {
            (_last!.After, call.Before) = (call, _last);
        }

        _last = call;
        _tokens += call.Work;
        Count++;
    }

    /// <summary>A call waits no longer.</summary>
    public void Remove(ReplicaCall call, double now)
    {
        if (call.Before is { } before)
        {
            before.After = call.After;
        }
        else
        {
            (_first, _firstSince) = (call.After, now);
        }

        if (call.After is { } after)
        {
            after.Before = call.Before;
        }
        else
        {
            _last = call.Before;
        }

        (call.Before, call.After) = (null, null);
        _tokens = --Count == 0 ? 0 : _tokens - call.Work; // rounding errors shall not add up
    }

    /// <summary>The first call, when nobody will see its first token and it is thought to have come; null otherwise.</summary>
    public ReplicaCall? Unseen(double now) => _first is { IsStream: false } first && now - _firstSince > Expected(first) ? first : null;

    private double Expected(ReplicaCall call) => call.Work * SecondsPerToken;
}
