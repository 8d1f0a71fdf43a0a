using System.Diagnostics;
using Headgate.EndToEnd.Sdk.Node;

namespace Headgate.EndToEnd.Raw;

/// <summary>npm <c>openai</c>: files, batches, images, audio, moderations, stored responses, against the vendor directly and through the gateway.</summary>
public sealed class NodeTests(RawWorld world) : IClassFixture<RawWorld>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Npm(bool throughGateway)
    {
        using var process = Process.Start(new ProcessStartInfo("node", ["openai-raw.mjs"])
        {
            WorkingDirectory = NodeRunner.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["BASE_URL"] = throughGateway ? world.Gateway.BaseUrl : world.Simulator.BaseAddress.ToString().TrimEnd('/'),
                ["API_KEY"] = throughGateway ? RawWorld.Owner : "sk-direct",
                ["PREFIX"] = throughGateway ? "openai/" : "",
            },
        })!;
        var limit = Bound.Token();
        await using var killed = limit.Register(() => process.Kill(entireProcessTree: true));
        var errors = await process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, errors);
    }
}
