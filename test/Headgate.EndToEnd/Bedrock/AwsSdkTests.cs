using System.Diagnostics;
using System.Text.Json;
using Headgate.EndToEnd.Sdk.Node;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Bedrock;

/// <summary>AWS's own SDK against the simulated Bedrock: that it signs, frames and refuses like the real one is not for us to say.</summary>
public sealed class AwsSdkTests
{
    [Fact]
    public async Task The_simulator_is_Bedrock_to_AWSs_own_client()
    {
        await using var simulator = await SimulatorServer.StartAsync();
        var said = await RunAsync(simulator.BaseAddress);

        Assert.Equal("one two three", said.GetProperty("whole").GetString());
        Assert.Equal("one two three", said.GetProperty("streamed").GetString());
        Assert.Equal("end_turn", said.GetProperty("stop").GetString());
        Assert.Equal(3, said.GetProperty("outputTokens").GetInt32());
        Assert.Equal("read_gauge", said.GetProperty("called").GetString());
        Assert.Equal("one two three", said.GetProperty("invoked").GetString());
        string?[] types = [.. said.GetProperty("types").EnumerateArray().Select(type => type.GetString())];
        Assert.Equal(("message_start", "message_stop"), (types[0], types[^1]));
        Assert.Equal("ThrottlingException", said.GetProperty("throttled").GetString());
        Assert.Equal("InvalidSignatureException", said.GetProperty("forged").GetString());
        Assert.Equal("ThrottlingException", said.GetProperty("broken").GetString());
    }

    private static async Task<JsonElement> RunAsync(Uri simulator)
    {
        using var process = Process.Start(new ProcessStartInfo("node", ["bedrock.mjs"])
        {
            WorkingDirectory = NodeRunner.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["BASE_URL"] = simulator.ToString(), ["AWS_SECRET"] = BedrockWorld.Secret },
        })!;
        var limit = Bound.Token();
        await using var killed = limit.Register(() => process.Kill(entireProcessTree: true));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        Assert.True(process.ExitCode == 0, $"node ended with {process.ExitCode}: {await errors}");
        return JsonElement.Parse(output);
    }
}
