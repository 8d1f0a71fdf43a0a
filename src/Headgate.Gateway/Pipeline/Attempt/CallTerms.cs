using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>What all calls of one request have in common.</summary>
/// <param name="Alias">Whose rules hold.</param>
/// <param name="Inbound">What is asked.</param>
/// <param name="Translation">How it is told to targets of other protocols; null where each speaks the client's.</param>
/// <param name="Request">The request.</param>
/// <param name="EndsAt">The timestamp at which it ends.</param>
/// <param name="Config">The config in force when it came.</param>
/// <param name="Departed">The client's leaving.</param>
internal sealed record CallTerms(
    ModelAlias Alias, Inbound Inbound, IRequestTranslation? Translation, RequestTrace Request, long EndsAt, ConfigSnapshot Config,
    CancellationToken Departed)
{
    /// <summary>True when the calls go on with an answer that has broken off.</summary>
    public bool IsContinuing { get; init; }
}
