using System.Collections.Immutable;
using System.Globalization;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;

namespace Headgate.Console.Tests.Running;

/// <summary>A request log that notes what it was asked, and pages without filtering.</summary>
internal sealed class MemoryRequests : IRequestLog
{
    public ImmutableArray<RequestRecord> Records { get; set; } = [];

    public RequestQuery? Asked { get; private set; }

    public ValueTask<RequestPage> QueryAsync(RequestQuery query, CancellationToken cancellation)
    {
        Asked = query;
        int start = query.Cursor is null ? 0 : int.Parse(query.Cursor, CultureInfo.InvariantCulture);
        int end = Math.Min(start + query.Limit, Records.Length);
        IEnumerable<RequestRecord> page = Records[start..end].Select(record => record with { RequestBody = null, ReplyBody = null });
        return new(new RequestPage([.. page], end == Records.Length ? null : $"{end}"));
    }

    public ValueTask<RequestRecord?> FindAsync(string id, CancellationToken cancellation) =>
        new(Records.FirstOrDefault(record => record.Id == id));

    public UsageQuery? Summed { get; private set; }

    public ImmutableArray<UsageSum> Sums { get; set; } = [];

    public ValueTask<ImmutableArray<UsageSum>> SumAsync(UsageQuery query, CancellationToken cancellation)
    {
        Summed = query;
        return new(Sums);
    }

    public ValueTask<long> CountAsync(RequestQuery query, CancellationToken cancellation) => new(Records.Length);
}
