namespace Headgate.Llm.Framing;

/// <summary>One server-sent event, as spans into the buffer it was read from: valid until the next read.</summary>
public readonly ref struct SseEvent
{
    /// <summary>The bytes as they came, the blank line that ends it included.</summary>
    public required ReadOnlySpan<byte> Raw { get; init; }

    /// <summary>The <c>event:</c> field; empty when there is none.</summary>
    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The <c>data:</c> lines, joined by a line feed; empty for comments.</summary>
    public required ReadOnlySpan<byte> Data { get; init; }
}
