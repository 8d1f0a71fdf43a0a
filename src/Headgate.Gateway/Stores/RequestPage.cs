using System.Collections.Immutable;
using Headgate.Gateway.Pipeline.Record;

namespace Headgate.Gateway.Stores;

/// <summary>A page of records.</summary>
/// <param name="Items">The records, newest first.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record RequestPage(ImmutableArray<RequestRecord> Items, string? Next);
