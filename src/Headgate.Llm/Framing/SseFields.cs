using System.Buffers;

namespace Headgate.Llm.Framing;

/// <summary>
/// Where an event's name and data lie. One data line is a range of the event's own bytes; several are joined in pooled memory.
/// </summary>
internal struct SseFields : IDisposable
{
    private Range _name;
    private Range _data;
    private int _dataLines;
    private byte[]? _joined;
    private int _joinedLength;

    /// <summary>True when the event has a data line.</summary>
    public readonly bool HasData => _dataLines > 0;

    /// <summary>The last <c>event:</c> field; empty when there is none.</summary>
    public readonly ReadOnlySpan<byte> Name(ReadOnlySpan<byte> raw) => raw[_name];

    /// <summary>The data lines, joined by a line feed.</summary>
    public readonly ReadOnlySpan<byte> Data(ReadOnlySpan<byte> raw) => _dataLines > 1 ? _joined.AsSpan(0, _joinedLength) : raw[_data];

    /// <summary>Takes a line that is not blank; comments and fields that mean nothing here are passed over.</summary>
    public void Add(ReadOnlySpan<byte> held, ReadOnlySpan<byte> line, int lineStart)
    {
        if (line.StartsWith("data"u8) && TryValue(line, "data"u8.Length, lineStart, out Range data))
        {
            AddData(held, data);
        }
        else if (line.StartsWith("event"u8) && TryValue(line, "event"u8.Length, lineStart, out Range name))
        {
            _name = name;
        }
    }

    /// <summary>Forgets the event, for the next one.</summary>
    public void Clear()
    {
        _name = _data = default;
        _dataLines = _joinedLength = 0;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Clear();
        if (_joined is not null)
        {
            ArrayPool<byte>.Shared.Return(_joined);
            _joined = null;
        }
    }

    private static bool TryValue(ReadOnlySpan<byte> line, int nameLength, int lineStart, out Range value)
    {
        int start = nameLength;
        if (line.Length > start)
        {
            if (line[start] != (byte)':')
            {
                value = default;
                return false;
            }

            start++;
            if (line.Length > start && line[start] == (byte)' ')
            {
                start++;
            }
        }

        value = (lineStart + start)..(lineStart + line.Length);
        return true;
    }

    private void AddData(ReadOnlySpan<byte> held, Range data)
    {
        _dataLines++;
        if (_dataLines == 1)
        {
            _data = data;
            return;
        }

        if (_dataLines == 2)
        {
            Join(held[_data]);
        }

        Join("\n"u8);
        Join(held[data]);
    }

    private void Join(ReadOnlySpan<byte> text)
    {
        int needed = _joinedLength + text.Length;
        if (_joined is null || _joined.Length < needed)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * (_joined?.Length ?? 0)));
            _joined.AsSpan(0, _joinedLength).CopyTo(larger);
            if (_joined is not null)
            {
                ArrayPool<byte>.Shared.Return(_joined);
            }

            _joined = larger;
        }

        text.CopyTo(_joined.AsSpan(_joinedLength));
        _joinedLength = needed;
    }
}
