using Headgate.Llm.Protocols;

namespace Headgate.Console.Operations.Routing;

/// <summary>What a client would be told instead of an answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The gateway's code, as records name it.</param>
/// <param name="Message">The sentence.</param>
/// <param name="RetryAfterSeconds">When a repeat makes sense; null when that is not known.</param>
public sealed record RouteRefusalView(int Status, string Code, string Message, double? RetryAfterSeconds)
{
    internal static RouteRefusalView Of(Dialect dialect, GatewayError error) =>
        new(ErrorTable.Status(error, dialect), ErrorTable.Code(error), error.Message, error.RetryAfter?.TotalSeconds);
}
