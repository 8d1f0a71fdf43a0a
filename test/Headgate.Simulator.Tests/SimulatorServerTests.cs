using System.Net.Sockets;
using Headgate.Simulator.Calls;

namespace Headgate.Simulator.Tests;

public sealed class SimulatorServerTests
{
    [Fact]
    public async Task Runs_until_cancelled_and_says_where_it_listens()
    {
        using var stop = new CancellationTokenSource();
        using var output = new FirstLine();
        var running = SimulatorServer.RunAsync(new SimulatorOptions { Seed = 9 }, output, stop.Token);
        var line = await output.Written.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Matches(@"http://127\.0\.0\.1:\d+/ \(seed 9\)$", line);
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task Exits_with_1_for_a_bad_URL_and_with_2_for_a_taken_port()
    {
        using var output = new StringWriter();
        var bad = new SimulatorOptions { Listen = "https://127.0.0.1:0" };
        Assert.Equal(1, await SimulatorServer.RunAsync(bad, output, CancellationToken.None));
        await using var rig = await Rig.StartAsync();
        var taken = new SimulatorOptions { Listen = rig.Server.BaseAddress.ToString() };
        Assert.Equal(2, await SimulatorServer.RunAsync(taken, output, CancellationToken.None));
        Assert.Contains("https://127.0.0.1:0", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_at_once_though_calls_are_open()
    {
        await using var rig = await Rig.StartAsync();
        var sending = rig.SendAsync("/v1/chat/completions", """{"model":"hold","messages":[{"role":"user","content":"x"}]}""");
        var call = await rig.NextCallAsync();
        await call.WhenAsync(c => c.State == CallState.Held, rig.Bound);
        await rig.Server.DisposeAsync();
        await call.Completed.WaitAsync(rig.Bound);
        Assert.Equal(CallState.Stopped, call.State);
        await Assert.ThrowsAsync<HttpRequestException>(() => sending);
    }

    [Fact]
    public async Task Refuses_connections_once_stopped()
    {
        var rig = await Rig.StartAsync();
        var address = rig.Server.BaseAddress;
        await rig.DisposeAsync();
        using var socket = new TcpClient();
        var connecting = socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<SocketException>(() => connecting.AsTask());
    }

    private sealed class FirstLine : StringWriter
    {
        public TaskCompletionSource<string> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task WriteLineAsync(string? value)
        {
            Written.TrySetResult(value!);
            return Task.CompletedTask;
        }
    }
}
