using System.Threading.Channels;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;

namespace Headgate.Gateway.Tests.Pipeline.Rig;

/// <summary>Keeps records in a list.</summary>
internal sealed class ListSink : IRecordSink
{
    private readonly Channel<RequestRecord> _arrivals = Channel.CreateUnbounded<RequestRecord>();

    public List<RequestRecord> Records { get; } = [];

    public long Dropped => 0;

    public long Pending => 0;

    public bool TryWrite(RequestRecord record)
    {
        lock (Records)
        {
            Records.Add(record);
        }

        _arrivals.Writer.TryWrite(record);
        return true;
    }

    /// <summary>The oldest record that this did not give before; waits for it.</summary>
    public async Task<RequestRecord> NextAsync() =>
        await _arrivals.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience.Limit);

    public ValueTask FlushAsync(CancellationToken cancellation) => ValueTask.CompletedTask;
}
