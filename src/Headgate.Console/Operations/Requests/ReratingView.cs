namespace Headgate.Console.Operations.Requests;

/// <summary>What past requests cost, and would cost by the prices in force. Their records stay as they are.</summary>
/// <param name="Requests">How many requests they are.</param>
/// <param name="CostUsd">What they cost by their records, of those whose cost is known: a decimal number of dollars as a string.</param>
/// <param name="UnpricedRequests">How many have a record without a cost.</param>
/// <param name="ReratedUsd">What they would cost by the prices in force, of those whose cost would be known.</param>
/// <param name="ReratedUnpricedRequests">How many would still have no cost.</param>
public sealed record ReratingView(long Requests, string CostUsd, long UnpricedRequests, string ReratedUsd, long ReratedUnpricedRequests);
