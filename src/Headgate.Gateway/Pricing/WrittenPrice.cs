namespace Headgate.Gateway.Pricing;

/// <summary>A price as people write it.</summary>
/// <param name="Name">The meter's name, <c>cache_read</c>.</param>
/// <param name="Dollars">Dollars for that many units.</param>
/// <param name="Units">A million tokens, or a thousand of what is counted one by one.</param>
public readonly record struct WrittenPrice(string Name, decimal Dollars, int Units);
