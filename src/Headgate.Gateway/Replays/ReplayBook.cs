using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Replays;

/// <summary>
/// The <c>Idempotency-Key</c>s of this process: which are taken by open requests, and the answers of those that ended. Bounded: what ended longest ago
/// is forgotten first, and then the ledger still knows whether it was charged. Thread-safe; waits for nothing.
/// </summary>
/// <param name="maxBytes">The most that answers may hold together, bytes (<c>server.max_replays</c>).</param>
/// <param name="maxAnswerBytes">The most that one answer may hold, bytes; what is larger is not kept. Default 4 MiB.</param>
/// <param name="maxOthers">How many requests without an answer are remembered; default 65,536.</param>
internal sealed class ReplayBook(Func<long> maxBytes, int maxAnswerBytes = 4 << 20, int maxOthers = 1 << 16)
{
    /// <summary>For how long a key stands for the request that it was first sent with, from that one's arrival.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private readonly Dictionary<KeyDigest, Slot> _slots = [];
    private readonly LinkedList<Slot> _answered = new(); // the one that ended longest ago first
    private readonly LinkedList<Slot> _others = new(); // likewise: those that ended without one
    private long _bytes;

    /// <summary>The most that one answer may hold, bytes.</summary>
    public int MaxAnswerBytes => maxAnswerBytes;

    /// <summary>Bytes of answers, also of those that are still under way.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Takes a key for a request, unless another has it: gives what is known of that one, or null when it is taken.</summary>
    /// <param name="claim">The request's.</param>
    public ReplayEntry? Enter(ReplayClaim claim)
    {
        lock (_lock)
        {
            bool isKnown = false;
            if (_slots.TryGetValue(claim.Mark.Key, out Slot? slot))
            {
                isKnown = slot.Entry.State is ReplayState.Free;
                bool isOver = slot.Entry.State is not ReplayState.Open && claim.Arrived - slot.Entry.Arrived >= Kept;
                if (!isKnown && !isOver)
                {
                    return slot.Entry;
                }

                Forget(slot);
            }

            _slots[claim.Mark.Key] = new Slot(claim.Mark.Key, Entry(claim, ReplayState.Open), 0);
            claim.IsConfirmed = isKnown;
            return null;
        }
    }

    /// <summary>A request that had a key has ended.</summary>
    /// <param name="claim">The request's.</param>
    /// <param name="state">What has become of it.</param>
    /// <param name="answer">Its answer; its bytes have been taken.</param>
    public void End(ReplayClaim claim, ReplayState state, KeptAnswer? answer)
    {
        lock (_lock)
        {
            Put(claim, Entry(claim, state) with { Answer = answer }, answer?.Body.Length ?? 0);
        }
    }

    /// <summary>Another request has the key, as the ledger knows.</summary>
    public void End(ReplayClaim claim, ReplayEntry found)
    {
        lock (_lock)
        {
            Put(claim, found, 0);
        }
    }

    /// <summary>Gives a key back of which nothing is known.</summary>
    public void Leave(ReplayClaim claim)
    {
        lock (_lock)
        {
            _slots.Remove(claim.Mark.Key);
        }
    }

    /// <summary>Takes memory for an answer, at the cost of older ones; false when there is none.</summary>
    public bool TryTake(int bytes)
    {
        lock (_lock)
        {
            long most = maxBytes();
            while (_bytes + bytes > most && _answered.First is { } oldest)
            {
                Forget(oldest.Value);
            }

            bool fits = _bytes + bytes <= most;
            _bytes += fits ? bytes : 0;
            return fits;
        }
    }

    /// <summary>Gives memory back.</summary>
    public void Give(int bytes)
    {
        lock (_lock)
        {
            _bytes -= bytes;
        }
    }

    private static ReplayEntry Entry(ReplayClaim claim, ReplayState state) => new(claim.RequestId, claim.Mark.Content, claim.Arrived, state);

    private void Put(ReplayClaim claim, ReplayEntry entry, int answerBytes)
    {
        LinkedList<Slot> ended = entry.Answer is null ? _others : _answered;
        var slot = new Slot(claim.Mark.Key, entry, answerBytes);
        slot.Place = ended.AddLast(slot);
        _slots[slot.Key] = slot;
        Sweep(_answered, claim.Arrived);
        Sweep(_others, claim.Arrived);
        if (_others.Count > maxOthers)
        {
            Forget(_others.First!.Value);
        }
    }

    /// <summary>Forgets those that stand for nothing any more.</summary>
    private void Sweep(LinkedList<Slot> ended, DateTimeOffset now)
    {
        while (ended.First?.Value is { } oldest && now - oldest.Entry.Arrived >= Kept)
        {
            Forget(oldest);
        }
    }

    private void Forget(Slot slot)
    {
        _slots.Remove(slot.Key);
        _bytes -= slot.Bytes;
        if (slot.Place is { } place)
        {
            place.List!.Remove(place);
        }
    }

    /// <summary>Where an entry lies: open ones are in no order, and are never forgotten.</summary>
    private sealed class Slot(KeyDigest key, ReplayEntry entry, int bytes)
    {
        public KeyDigest Key { get; } = key;

        public ReplayEntry Entry { get; } = entry;

        public int Bytes { get; } = bytes;

        public LinkedListNode<Slot>? Place { get; set; }
    }
}
