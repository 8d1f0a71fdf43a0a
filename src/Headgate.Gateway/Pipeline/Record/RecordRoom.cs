using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Stores;
using Headgate.Gateway.Telemetry;

namespace Headgate.Gateway.Pipeline.Record;

/// <summary>Trace → log: exactly one record per request, handed over without waiting.</summary>
internal sealed class RecordRoom(IRecordSink sink, GatewayMeter meter)
{
    public void Keep(RequestTrace trace)
    {
        RequestRecord record = trace.ToRecord();
        sink.TryWrite(record); // what is dropped, the sink counts and reports
        meter.Ended(trace, record);
    }
}
