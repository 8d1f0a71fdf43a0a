using Headgate.Console.Client;
using Headgate.Console.Operations;
using Headgate.Console.Operations.Requests;

namespace Headgate.Server.Commands.Usage;

/// <summary>The request log of a running gateway, through its admin API.</summary>
internal sealed class RunningUsage(HttpMessageInvoker http, Uri address, string token) : IUsageDesk
{
    private readonly AdminClient _client = new(http, address, token);

    /// <inheritdoc />
    public ValueTask<Outcome<Listing<UsageRow>>> SumAsync(GetUsageInput input, CancellationToken cancellation) => _client.UsageAsync(input, cancellation);

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
