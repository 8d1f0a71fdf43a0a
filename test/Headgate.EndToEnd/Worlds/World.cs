using Headgate.EndToEnd.Wire;
using Headgate.Simulator;

namespace Headgate.EndToEnd.Worlds;

/// <summary>What an SDK is pointed at: the simulated vendor itself, or a gateway in front of it. The same scenarios run in each.</summary>
public abstract class World : IAsyncLifetime
{
    /// <summary>The simulated vendor, wherever the clients are pointed.</summary>
    public SimulatorServer Simulator { get; private set; } = null!;

    /// <summary>Where clients are pointed, without a trailing slash: OpenAI's add <c>/v1</c>.</summary>
    public abstract string BaseUrl { get; }

    /// <summary>The key that clients send.</summary>
    public abstract string Key { get; }

    /// <summary>Its name among the worlds: <c>simulator</c>, <c>gateway</c>, <c>crosswise</c>, <c>bedrock</c> or <c>clouds</c>.</summary>
    public abstract string Name { get; }

    public bool ThroughGateway => Name != "simulator";

    /// <summary>Whether each SDK speaks to another kind of vendor.</summary>
    public bool Crosswise => Name is "crosswise" or "bedrock" or "ollama";

    /// <summary>Whether the vendor tells how much of the answer was thought.</summary>
    public bool CountsThoughts => Name is not ("bedrock" or "ollama");

    /// <summary>What the vendor cannot do of what the npm SDKs ask for: <c>sdk:scenario</c>.</summary>
    public virtual IEnumerable<string> LeftOut => [];

    /// <summary>A simulated model, as a client of OpenAI asks for it here.</summary>
    public abstract string OpenAIModel(string behaviour);

    /// <summary>A simulated model, as a client of Anthropic asks for it here.</summary>
    public abstract string ClaudeModel(string behaviour);

    /// <summary>A simulated model, as a client of Gemini asks for it here: of a generation that signs its calls.</summary>
    public abstract string GeminiModel(string behaviour);

    /// <summary>Holds what a client saw against what the vendor received and, through a gateway, against the records.</summary>
    public abstract Task CheckAsync(IReadOnlyList<WireExchange> exchanges, IReadOnlyList<SdkUsage> usages);

    /// <summary>How the simulated vendors are set up.</summary>
    protected virtual SimulatorOptions Vendors => new();

    public virtual async ValueTask InitializeAsync() => Simulator = await SimulatorServer.StartAsync(Vendors);

    public virtual async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
