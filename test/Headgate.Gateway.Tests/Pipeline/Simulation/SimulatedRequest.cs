using Headgate.Gateway.Tests.Pipeline.Rig;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>One request of a simulated world, and what became of it.</summary>
internal sealed record SimulatedRequest(string Id, string Model, TimeSpan At, bool IsStream)
{
    public FakeReply Reply { get; } = new();

    public CancellationTokenSource Departed { get; } = new();

    public Task? Served { get; set; }

    /// <summary>True when the client leaves before it has its answer, or may do.</summary>
    public bool Leaves { get; set; }
}
