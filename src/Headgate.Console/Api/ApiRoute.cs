using Headgate.Gateway.Config;

namespace Headgate.Console.Api;

/// <summary>Metadata of an endpoint: which operation it opens, and what the API's description says of it.</summary>
/// <param name="Operation">The operation's class.</param>
/// <param name="Needs">The least role that may run it.</param>
/// <param name="Summary">What it does, in one sentence.</param>
/// <param name="Parameters">What it reads from its URL; called only when the description is asked for.</param>
internal sealed record ApiRoute(Type Operation, AdminRole Needs, string Summary, Func<IReadOnlyList<UrlParameter>> Parameters);
