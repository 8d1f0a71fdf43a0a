using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Fidelity;

/// <summary>A vendor that hears and a vendor that recites, behind one gateway.</summary>
public sealed class FidelityWorld : PlainWorld
{
    internal RecitingVendor Vendor { get; } = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Vendor.DisposeAsync();
    }

    protected override string Config(Uri simulator) => GatewayConfig.Head(simulator).Replace(
        "keys:",
        $$"""
          reciting: { type: openai, api_key: none-needed-here, base_url: "http://127.0.0.1:{{Vendor.Port}}/v1" }
        keys:
        """,
        StringComparison.Ordinal);
}
