using Headgate.Simulator;

namespace Headgate.EndToEnd.Worlds;

/// <summary>A simulated vendor and a gateway in front of it, for tests that bring their own bytes; one for each test class.</summary>
public abstract class PlainWorld : IAsyncLifetime
{
    internal SimulatorServer Simulator { get; private set; } = null!;

    internal TestGateway Gateway { get; private set; } = null!;

    internal HttpClient Client { get; } = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The gateway's config.</summary>
    protected abstract string Config(Uri simulator);

    public virtual async ValueTask InitializeAsync()
    {
        Simulator = await SimulatorServer.StartAsync();
        Gateway = await TestGateway.StartAsync(Config(Simulator.BaseAddress));
    }

    public virtual async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Gateway.DisposeAsync();
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
