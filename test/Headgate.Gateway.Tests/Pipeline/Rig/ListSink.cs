using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>Keeps records in a list.</summary>
internal sealed class ListSink : IRecordSink
{
    public List<RequestRecord> Records { get; } = [];

    public long Dropped => 0;

    public long Pending => 0;

    public bool TryWrite(RequestRecord record)
    {
        lock (Records)
        {
            Records.Add(record);
        }

        return true;
    }

    public ValueTask FlushAsync(CancellationToken cancellation) => ValueTask.CompletedTask;
}
