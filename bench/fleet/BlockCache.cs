namespace Headgate.FleetWorld;

/// <summary>
/// An engine's cache of keys and values, in blocks: those of prompts under way are held; those of prompts gone by stay until their room is
/// needed, the least recently used going first.
/// </summary>
internal sealed class BlockCache(int capacity)
{
    private readonly Dictionary<ulong, Entry> _entries = [];
    private readonly LinkedList<ulong> _unheld = new(); // the least recently used first
    private int _nameless; // blocks of answers and of ends of prompts, which nobody will ask for

    /// <summary>Blocks in use or remembered.</summary>
    private int Used => _entries.Count + _nameless;

    /// <summary>How many leading blocks of a prompt are there.</summary>
    public int Find(ReadOnlySpan<ulong> blocks)
    {
        int found = 0;
        while (found < blocks.Length && _entries.ContainsKey(blocks[found]))
        {
            found++;
        }

        return found;
    }

    /// <summary>Takes room for a prompt and its answer; false when there is not enough.</summary>
    /// <param name="blocks">The prompt's blocks.</param>
    /// <param name="nameless">Further blocks.</param>
    public bool TryHold(ReadOnlySpan<ulong> blocks, int nameless)
    {
        int found = Find(blocks);
        int unheld = 0;
        foreach (ulong block in blocks[..found])
        {
            unheld += _entries[block].Holders == 0 ? 1 : 0;
        }

        int needed = blocks.Length - found + nameless;
        if (Used + needed - (_unheld.Count - unheld) > capacity)
        {
            return false;
        }

        foreach (ulong block in blocks[..found])
        {
            Hold(_entries[block]);
        }

        for (; Used + needed > capacity; _unheld.RemoveFirst())
        {
            _entries.Remove(_unheld.First!.Value);
        }

        foreach (ulong block in blocks[found..])
        {
            _entries[block] = new Entry { Holders = 1 };
        }

        _nameless += nameless;
        return true;
    }

    /// <summary>Gives the room back; the prompt stays as long as its room is not needed.</summary>
    public void Release(ReadOnlySpan<ulong> blocks, int nameless)
    {
        _nameless -= nameless;
        for (int i = blocks.Length - 1; i >= 0; i--) // the end of a prompt is of less use than its beginning
        {
            Entry entry = _entries[blocks[i]];
            if (--entry.Holders == 0)
            {
                entry.Place = _unheld.AddLast(blocks[i]);
            }
        }
    }

    private void Hold(Entry entry)
    {
        entry.Holders++;
        if (entry.Place is { } place)
        {
            _unheld.Remove(place);
            entry.Place = null;
        }
    }

    private sealed class Entry
    {
        public int Holders;
        public LinkedListNode<ulong>? Place;
    }
}
