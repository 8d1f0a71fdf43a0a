using Headgate.Gateway.Config;

namespace Headgate.Console.Operations.Health;

/// <summary>One target of an alias.</summary>
/// <param name="Model">
/// As config writes it: <c>provider/upstream-model</c> (<c>provider/*</c>: the name that the client sent), or another alias.
/// </param>
/// <param name="Weight">Its weight; 0 = only as a fallback.</param>
public sealed record TargetView(string Model, int Weight)
{
    internal static TargetView Of(AliasTarget target) => new(target.Name, target.Weight);
}
