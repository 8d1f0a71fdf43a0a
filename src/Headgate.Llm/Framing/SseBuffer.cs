#pragma warning disable CA1822
namespace Headgate.Llm.Framing;

/// <summary>
/// Collects a stream's bytes, however they are split, and gives them out as whole server-sent events. Takes LF, CRLF and CR, comments,
/// several data lines and a byte order mark. Pooled memory, one owner, no I/O.
/// </summary>
public sealed class SseBuffer(int maxEventBytes) : IDisposable
{
    /// <summary>The most bytes one event may have.</summary>
    public int MaxEventBytes { get; } = maxEventBytes;

    /// <summary>True when an event passed <see cref="MaxEventBytes"/>: the stream cannot be read on.</summary>
    public bool Overflowed => throw null!;

    /// <summary>True when bytes of an unfinished event are held.</summary>
    public bool HasRest => throw null!;

    /// <summary>Room for the next bytes; never empty. Events read before are invalid from here on.</summary>
    public Memory<byte> GetMemory() => throw null!;

    /// <summary>Says how many bytes were put into the room.</summary>
    public void Advance(int count) => throw null!;

    /// <summary>Reads the next whole event; false when there is none yet.</summary>
    public bool TryRead(out SseEvent streamEvent) => throw null!;

    /// <summary>At the end of the stream: reads the event that no blank line ended, if one with data is held.</summary>
    public bool TryReadRest(out SseEvent streamEvent) => throw null!;

    /// <inheritdoc />
    public void Dispose() => throw null!;
}
