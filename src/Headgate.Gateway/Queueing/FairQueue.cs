namespace Headgate.Gateway.Queueing;

/// <summary>
/// Lets so many calls out at once; the others wait, and next is whoever of them was served least: whoever sends much waits for whoever sends
/// little, and nobody for ever. Bounded in length and time. Thread-safe.
/// </summary>
/// <remarks>
/// Fair by virtual token counters (Sheng et al., Fairness in Serving Large Language Models, OSDI 2024): each is charged what it sends and, twice as
/// dear, what it gets; who was away comes back with no more credit than those have who stayed.
/// </remarks>
internal sealed class FairQueue(TimeProvider time)
{
    private const double OutputWeight = 2;

    /// <summary>Beyond this many, those are forgotten who neither wait nor hold a place.</summary>
    private const int MostClients = 4_096;

    /// <summary>How much the last call counts in the mean time of a call.</summary>
    private const double Newest = 0.1;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, QueueClient> _clients = new(StringComparer.Ordinal);
    private readonly List<QueueClient> _backlogged = []; // those of whom calls wait
    private int _places;
    private int _taken;
    private int _waiting;
    private double _level; // what the last one had been served when it was let out
    private double _heldSeconds; // the mean time of a call

    /// <summary>Calls that wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Calls that were let out and are not over.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Takes a place, or waits for one.</summary>
    /// <param name="key">Whose call it is.</param>
    /// <param name="tokens">About how many tokens it sends.</param>
    /// <param name="limits">The limits of now; they may differ from those of the call before.</param>
    /// <param name="left">The time that the request has left.</param>
    /// <param name="departed">The client's leaving.</param>
    /// <returns>The place; null when the queue is full, or none can be had in time.</returns>
    public ValueTask<Place?> EnterAsync(string key, long tokens, QueueLimits limits, TimeSpan left, CancellationToken departed)
    {
        TimeSpan patience = left < limits.Wait ? left : limits.Wait;
        Waiter waiter;
        lock (_lock)
        {
            _places = limits.Places;
            LetOut();
            QueueClient client = Find(key);
            if (_waiting == 0 && _taken < _places)
            {
                _level = Math.Max(_level, client.Served);
                return new(Take(client, tokens));
            }

            if (Expected(client) > patience || !TryMakeRoom(client, limits.Length))
            {
                Forget(client);
                return default;
            }

            waiter = new Waiter(client, tokens);
            Add(waiter);
        }

        return new(WaitAsync(waiter, patience, departed));
    }

    /// <summary>Takes a place where one is free and nobody waits; null otherwise.</summary>
    public Place? TryEnter(string key, long tokens, QueueLimits limits)
    {
        lock (_lock)
        {
            _places = limits.Places;
            LetOut();
            if (_waiting > 0 || _taken >= _places)
            {
                return null;
            }

            QueueClient client = Find(key);
            _level = Math.Max(_level, client.Served);
            return Take(client, tokens);
        }
    }

    internal void Release(QueueClient client, long outputTokens, long since)
    {
        lock (_lock)
        {
            double seconds = time.GetElapsedTime(since).TotalSeconds;
            _heldSeconds = _heldSeconds == 0 ? seconds : _heldSeconds + (Newest * (seconds - _heldSeconds));
            _taken--;
            client.Held--;
            client.Served += OutputWeight * outputTokens;
            LetOut();
            Forget(client);
        }
    }

    private async Task<Place?> WaitAsync(Waiter waiter, TimeSpan patience, CancellationToken departed)
    {
        await using ITimer timer = time.CreateTimer(_ => GiveUp(waiter, static waiter => waiter.End(null)), null, patience, Timeout.InfiniteTimeSpan);
        await using CancellationTokenRegistration leaving = departed.Register(() => GiveUp(waiter, waiter => waiter.Leave(departed)));
        return await waiter.Ended;
    }

    private void GiveUp(Waiter waiter, Action<Waiter> end)
    {
        lock (_lock)
        {
            if (waiter.Node is not null)
            {
                Remove(waiter);
                Forget(waiter.Client);
                end(waiter);
            }
        }
    }

    private void LetOut()
    {
        while (_taken < _places && _waiting > 0)
        {
            QueueClient next = _backlogged.MinBy(client => client.Served)!;
            _level = Math.Max(_level, next.Served);
            Waiter waiter = next.Waiting.First!.Value;
            Remove(waiter);
            waiter.End(Take(next, waiter.Cost));
        }
    }

    private Place Take(QueueClient client, double cost)
    {
        _taken++;
        client.Held++;
        client.Served += cost;
        return new Place(this, client, time.GetTimestamp());
    }

    /// <summary>
    /// The time until a place is free for it: each client is let out in turn, about, and one place is given back in the mean time of a call,
    /// divided by the places.
    /// </summary>
    private TimeSpan Expected(QueueClient client)
    {
        int others = _backlogged.Count - (client.Waiting.Count > 0 ? 1 : 0);
        int before = Math.Min(_waiting, client.Waiting.Count + ((client.Waiting.Count + 1) * others));
        return TimeSpan.FromSeconds(Math.Min((before + 1) * _heldSeconds / Math.Max(1, _places), TimeSpan.MaxValue.TotalSeconds / 2));
    }

    /// <summary>When the queue is full, the last call goes of whoever has most in it, if that is more than the one who comes would have.</summary>
    private bool TryMakeRoom(QueueClient client, int length)
    {
        if (_waiting < length)
        {
            return true;
        }

        if (_backlogged.MaxBy(other => other.Waiting.Count) is not { } longest || longest.Waiting.Count <= client.Waiting.Count + 1)
        {
            return false;
        }

        Waiter last = longest.Waiting.Last!.Value;
        Remove(last);
        last.End(null);
        return true;
    }

    private void Add(Waiter waiter)
    {
        QueueClient client = waiter.Client;
        if (client.Waiting.Count == 0)
        {
            _backlogged.Add(client);
        }

        waiter.Node = client.Waiting.AddLast(waiter);
        _waiting++;
    }

    private void Remove(Waiter waiter)
    {
        QueueClient client = waiter.Client;
        client.Waiting.Remove(waiter.Node!);
        waiter.Node = null;
        _waiting--;
        if (client.Waiting.Count == 0)
        {
            _backlogged.Remove(client);
        }
    }

    private QueueClient Find(string key)
    {
        if (!_clients.TryGetValue(key, out QueueClient? client))
        {
            _clients[key] = client = new QueueClient(key);
        }

        if (client.Waiting.Count == 0)
        {
            client.Served = Math.Max(client.Served, _level);
        }

        return client;
    }

    /// <summary>Who has no more than those have who come anew need not be known.</summary>
    private void Forget(QueueClient client)
    {
        if (IsIdle(client) && (client.Served <= _level || _clients.Count > MostClients))
        {
            _clients.Remove(client.Key);
        }
    }

    private static bool IsIdle(QueueClient client) => client.Waiting.Count == 0 && client.Held == 0;
}
