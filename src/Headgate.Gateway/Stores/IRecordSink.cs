using Headgate.Gateway.Pipeline.Record;

namespace Headgate.Gateway.Stores;

/// <summary>Takes finished records. Never waits: what cannot be taken is counted as dropped and reported.</summary>
public interface IRecordSink
{
    /// <summary>Hands a record over; false when it had to be dropped.</summary>
    bool TryWrite(RequestRecord record);

    /// <summary>Records dropped since the start.</summary>
    long Dropped { get; }

    /// <summary>Records handed over and not yet durable.</summary>
    long Pending { get; }

    /// <summary>Waits until everything handed over so far is durable, or gives up with the token.</summary>
    ValueTask FlushAsync(CancellationToken cancellation);
}
