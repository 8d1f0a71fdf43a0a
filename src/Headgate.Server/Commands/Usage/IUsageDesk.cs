using Headgate.Console.Operations;
using Headgate.Console.Operations.Requests;

namespace Headgate.Server.Commands.Usage;

/// <summary>Where usage is added up: in a running gateway, or in the data folder.</summary>
internal interface IUsageDesk : IDisposable
{
    /// <summary>One page of sums.</summary>
    ValueTask<Outcome<Listing<UsageRow>>> SumAsync(GetUsageInput input, CancellationToken cancellation);
}
