using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Tests.Running;

internal sealed class FixedRecords : IRecordSink
{
    public long Dropped => 2;

    public long Pending => 3;

    public bool TryWrite(RequestRecord record) => false;

    public ValueTask FlushAsync(CancellationToken cancellation) => ValueTask.CompletedTask;
}
