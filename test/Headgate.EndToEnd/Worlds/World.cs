using Headgate.EndToEnd.Wire;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Worlds;

/// <summary>What an SDK is pointed at: the simulated vendor itself, or a gateway in front of it. The same scenarios run in both.</summary>
public abstract class World : IAsyncLifetime
{
    /// <summary>The simulated vendor, wherever the clients are pointed.</summary>
    public SimulatorServer Simulator { get; private set; } = null!;

    /// <summary>Where clients are pointed, without a trailing slash: OpenAI's add <c>/v1</c>.</summary>
    public abstract string BaseUrl { get; }

    /// <summary>The key that clients send.</summary>
    public abstract string Key { get; }

    public abstract bool ThroughGateway { get; }

    /// <summary>A model of the simulated OpenAI, as a client here asks for it.</summary>
    public string OpenAIModel(string behaviour) => ThroughGateway ? $"openai/{behaviour}" : behaviour;

    /// <summary>A model of the simulated Anthropic, as a client here asks for it.</summary>
    public string ClaudeModel(string behaviour) => ThroughGateway ? $"claude/{behaviour}" : behaviour;

    /// <summary>Holds what a client saw against what the vendor received and, through a gateway, against the records.</summary>
    public abstract Task CheckAsync(IReadOnlyList<WireExchange> exchanges, IReadOnlyList<SdkUsage> usages);

    public virtual async ValueTask InitializeAsync() => Simulator = await SimulatorServer.StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
