using Headgate.EndToEnd.Sdk.Node;

namespace Headgate.EndToEnd.Raw;

/// <summary>npm <c>openai</c>: files, uploads in parts, batches, images, audio, moderations, stored responses, against the vendor directly and through the gateway.</summary>
public sealed class NodeTests(RawWorld world) : IClassFixture<RawWorld>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Npm(bool throughGateway) => NodeScript.RunAsync(
        "openai-raw.mjs",
        ("BASE_URL", throughGateway ? world.Gateway.BaseUrl : world.Simulator.BaseAddress.ToString().TrimEnd('/')),
        ("API_KEY", throughGateway ? RawWorld.Owner : "sk-direct"),
        ("PREFIX", throughGateway ? "openai/" : ""));
}
