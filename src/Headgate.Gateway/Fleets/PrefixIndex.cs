using System.Runtime.InteropServices;

namespace Headgate.Gateway.Fleets;

/// <summary>
/// What a replica's prompt cache is thought to have: the blocks of the prompts it was sent, the least recently used forgotten first, as engines
/// do it. Not thread-safe.
/// </summary>
/// <remarks>
/// A prompt is noted from its last block to its first. So no block is ever older than one that follows it, none is forgotten before those that
/// follow it, and how much of a prompt is there can be found by halving.
/// </remarks>
internal sealed class PrefixIndex
{
    private const int None = -1;

    private readonly Dictionary<ulong, int> _places = [];
    private readonly List<Node> _nodes = [];
    private int _newest = None;
    private int _oldest = None;
    private int _free = None;
    private int _capacity;

    /// <param name="capacity">The blocks that are remembered, at least 1.</param>
    public PrefixIndex(int capacity) => _capacity = Math.Max(1, capacity);

    /// <summary>The blocks that are remembered.</summary>
    public int Count => _places.Count;

    /// <summary>How many leading blocks of a prompt are there.</summary>
    public int Find(ReadOnlySpan<ulong> blocks)
    {
        int found = 0;
        int missing = blocks.Length + 1;
        while (missing - found > 1)
        {
            int middle = (found + missing) / 2;
            if (_places.ContainsKey(blocks[middle - 1]))
            {
                found = middle;
            }
            else
            {
                missing = middle;
            }
        }

        return found;
    }

    /// <summary>The block by which a prompt is told from others, as far as its beginning is known: where it was new when it was sent first.</summary>
    /// <param name="blocks">The prompt's blocks, more than are there.</param>
    /// <param name="found">How many leading ones of them are there.</param>
    public ulong Origin(ReadOnlySpan<ulong> blocks, int found)
    {
        if (found == 0)
        {
            return blocks[0];
        }

        Node last = At(_places[blocks[found - 1]]);
        bool isAnother = found < blocks.Length && last.Next is not 0 && last.Next != blocks[found];
        return isAnother ? blocks[found] : last.Origin;
    }

    /// <summary>Notes that a prompt was sent.</summary>
    /// <param name="blocks">The prompt's blocks.</param>
    /// <param name="origin">Where it was new when it was sent first; kept for those of its blocks that are new here. 0 = at its beginning.</param>
    public void Add(ReadOnlySpan<ulong> blocks, ulong origin = 0)
    {
        origin = origin == 0 && !blocks.IsEmpty ? blocks[0] : origin;
        ulong next = 0;
        for (int i = Math.Min(blocks.Length, _capacity) - 1; i >= 0; i--)
        {
            Touch(blocks[i], next, origin);
            next = blocks[i];
        }

        Shrink();
    }

    /// <summary>The replica's cache turned out to be of another size.</summary>
    public void Resize(int capacity)
    {
        _capacity = Math.Max(1, capacity);
        Shrink();
    }

    private void Touch(ulong block, ulong next, ulong origin)
    {
        if (_places.TryGetValue(block, out int place))
        {
            Unlink(place);
            origin = At(place).Origin;
            next = next == 0 ? At(place).Next : next;
        }
        else
        {
            _places[block] = place = Take();
        }

        Node node = new() { Block = block, Next = next, Origin = origin, Newer = None, Older = _newest };
        if (_newest != None)
        {
            At(_newest).Newer = place;
        }

        At(place) = node;
        _newest = place;
        _oldest = _oldest == None ? place : _oldest;
    }

    private void Shrink()
    {
        while (_places.Count > _capacity)
        {
            int place = _oldest;
            _places.Remove(At(place).Block);
            Unlink(place);
            At(place).Older = _free;
            _free = place;
        }
    }

    private void Unlink(int place)
    {
        Node node = At(place);
        if (node.Newer == None)
        {
            _newest = node.Older;
        }
        else
        {
            At(node.Newer).Older = node.Older;
        }

        if (node.Older == None)
        {
            _oldest = node.Newer;
        }
        else
        {
            At(node.Older).Newer = node.Newer;
        }
    }

    private int Take()
    {
        if (_free != None)
        {
            int place = _free;
            _free = At(place).Older;
            return place;
        }

        _nodes.Add(default);
        return _nodes.Count - 1;
    }

    private ref Node At(int place) => ref CollectionsMarshal.AsSpan(_nodes)[place];

    private struct Node
    {
        public ulong Block;
        public ulong Next; // the block that came after it last; 0 when none did
        public ulong Origin;
        public int Newer;
        public int Older;
    }
}
