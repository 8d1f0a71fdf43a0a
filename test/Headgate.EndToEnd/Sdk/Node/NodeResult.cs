using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Sdk.Node;

/// <summary>One line of the Node runner: how a scenario went.</summary>
internal sealed record NodeResult(string Name, bool Ok, string? Error, List<SdkUsage> Usages, List<NodeExchange> Exchanges);
