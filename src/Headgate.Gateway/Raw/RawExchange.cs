using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Raw;

/// <summary>One call that passes verbatim, admitted, with all that serving it takes.</summary>
/// <param name="Visit">The call.</param>
/// <param name="Caller">Who is calling.</param>
/// <param name="Options">The optional headers of the contract.</param>
/// <param name="Trace">What is known of it so far.</param>
/// <param name="Config">The config it came in under.</param>
/// <param name="Client">The way back.</param>
/// <param name="Departed">The client's leaving.</param>
internal sealed record RawExchange(
    RawVisit Visit, Caller Caller, RequestOptions Options, RequestTrace Trace, ConfigSnapshot Config, IClientReply Client, CancellationToken Departed)
{
    public RawRoute Route => Visit.Route;

    public IClientRequest Request => Trace.Request;
}
