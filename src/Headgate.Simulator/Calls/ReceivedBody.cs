namespace Headgate.Simulator.Calls;

/// <summary>A request's body: all of it for the answer, a bounded part of it for the record.</summary>
internal sealed record ReceivedBody(ReadOnlyMemory<byte> Whole, ReadOnlyMemory<byte> Kept)
{
    public long Length => Whole.Length;
}
