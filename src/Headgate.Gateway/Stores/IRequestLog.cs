using System.Collections.Immutable;
using Headgate.Gateway.Pipeline.Record;

namespace Headgate.Gateway.Stores;

/// <summary>Reads what was recorded. Never on the request path.</summary>
public interface IRequestLog
{
    /// <summary>A page of records, newest first. Bodies are left out.</summary>
    ValueTask<RequestPage> QueryAsync(RequestQuery query, CancellationToken cancellation);

    /// <summary>One record, whole, with its bodies where kept; null when there is none.</summary>
    ValueTask<RequestRecord?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>How many records match.</summary>
    ValueTask<long> CountAsync(RequestQuery query, CancellationToken cancellation);

    /// <summary>What the records that match used and cost, added up; by time, then by name.</summary>
    ValueTask<ImmutableArray<UsageSum>> SumAsync(UsageQuery query, CancellationToken cancellation);
}
