using Headgate.Gateway.Stores;

namespace Headgate.Console.Operations.Requests;

/// <summary>Which records are wanted.</summary>
/// <param name="Query">The filters, and the page.</param>
/// <param name="WithTotal">True to count all that match, over all pages. Default false: counting reads every match.</param>
public sealed record ListRequestsInput(RequestQuery Query, bool WithTotal = false);
