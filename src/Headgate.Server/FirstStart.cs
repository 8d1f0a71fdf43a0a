namespace Headgate.Server;

/// <summary>What the first start made. This is the only moment at which the secrets are known.</summary>
/// <param name="VirtualKey">The first virtual key; null when there is one already, or none is needed.</param>
/// <param name="AdminToken">The admin token; null when there is one already.</param>
public sealed record FirstStart(string? VirtualKey, string? AdminToken)
{
    /// <summary>Names neither: secrets are not printed by accident.</summary>
    public override string ToString() => nameof(FirstStart);
}
