using Headgate.EndToEnd.Wire;

namespace Headgate.EndToEnd.Worlds;

/// <summary>The SDKs through a gateway.</summary>
public sealed class GatewayWorld : World
{
    public override string BaseUrl => throw new NotSupportedException();

    public override string Key => "";

    public override bool ThroughGateway => true;

    public override Task CheckAsync(IReadOnlyList<WireExchange> exchanges, IReadOnlyList<SdkUsage> usages) => throw new NotSupportedException();
}
