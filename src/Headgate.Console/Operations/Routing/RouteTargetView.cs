using Headgate.Gateway.Advice;
using Headgate.Llm.Protocols;

namespace Headgate.Console.Operations.Routing;

/// <summary>A provider's model with one of the provider's credentials.</summary>
/// <param name="Target"><c>provider/upstream-model</c>.</param>
/// <param name="Credential">The credential's id, which does not give it away.</param>
/// <param name="Server">Host and port, where the provider has several servers; else null.</param>
/// <param name="TranslatedTo">The protocol that the call is written anew in; null where it goes as it is.</param>
/// <param name="Order">Its place in the plan, from 1 on; null when it is not in it.</param>
/// <param name="State"><c>free</c>, <c>rate_limited</c>, <c>overloaded</c>, <c>credential_refused</c>, or <c>sick</c>: its breaker is open.</param>
/// <param name="Until">When it may be called again, UTC; null when it may be now.</param>
public sealed record RouteTargetView(
    string Target, string Credential, string? Server, string? TranslatedTo, int? Order, string State, DateTime? Until)
{
    internal static RouteTargetView Of(AdvisedTarget target) => new(
        target.Name,
        target.Credential,
        target.Server,
        target.TranslatedTo is { } protocol ? NativeProtocols.Get(protocol).Name : null,
        target.Order,
        SnakeCase.Of(target.State),
        target.Until?.UtcDateTime);
}
