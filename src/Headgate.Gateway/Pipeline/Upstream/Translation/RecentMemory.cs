using System.Diagnostics.CodeAnalysis;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>What was kept and asked for lately: bounded; what was not asked for longest goes first. Thread-safe.</summary>
/// <typeparam name="TPlace">What it is found by.</typeparam>
/// <typeparam name="T">What is kept.</typeparam>
/// <param name="maxBytes">The most it may hold, bytes.</param>
/// <param name="maxEntryBytes">The most one entry may hold, bytes; what is larger is not kept.</param>
internal sealed class RecentMemory<TPlace, T>(long maxBytes, int maxEntryBytes)
    where TPlace : notnull
    where T : notnull
{
    /// <summary>What an entry takes besides its text, about.</summary>
    private const int EntryOverhead = 512;

    private readonly Lock _lock = new();
    private readonly Dictionary<TPlace, LinkedListNode<Entry>> _byPlace = [];
    private readonly LinkedList<Entry> _byUse = new(); // the last used first
    private long _bytes;

    /// <summary>Keeps something; false when it is too large.</summary>
    /// <param name="place">What it is found by.</param>
    /// <param name="kept">What is kept.</param>
    /// <param name="bytes">How much memory its text takes.</param>
    public bool Keep(TPlace place, T kept, long bytes)
    {
        var entry = new Entry(place, kept, bytes + EntryOverhead);
        if (entry.Bytes > maxEntryBytes)
        {
            return false;
        }

        lock (_lock)
        {
            if (_byPlace.TryGetValue(place, out LinkedListNode<Entry>? before))
            {
                Forget(before);
            }

            _byPlace[place] = _byUse.AddFirst(entry);
            _bytes += entry.Bytes;
            while (_bytes > maxBytes)
            {
                Forget(_byUse.Last!);
            }
        }

        return true;
    }

    /// <summary>What is kept at a place; false when nothing is.</summary>
    public bool TryRecall(TPlace place, [MaybeNullWhen(false)] out T kept)
    {
        lock (_lock)
        {
            if (!_byPlace.TryGetValue(place, out LinkedListNode<Entry>? found))
            {
                kept = default;
                return false;
            }

            _byUse.Remove(found);
            _byUse.AddFirst(found);
            kept = found.Value.Kept;
            return true;
        }
    }

    private void Forget(LinkedListNode<Entry> entry)
    {
        _byUse.Remove(entry);
        _byPlace.Remove(entry.Value.Place);
        _bytes -= entry.Value.Bytes;
    }

    private sealed record Entry(TPlace Place, T Kept, long Bytes);
}
