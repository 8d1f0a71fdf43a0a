using Headgate.Gateway.Raw;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>One request of a simulated world, and what became of it.</summary>
internal sealed record SimulatedRequest(string Id, string Model, TimeSpan At, RequestKind Kind)
{
    private static readonly RawRoute Images = RawRoutes.Find("/v1/images/generations")!;

    public FakeReply Reply { get; } = new();

    public CancellationTokenSource Departed { get; } = new();

    public Task? Served { get; set; }

    /// <summary>True when the client leaves before it has its answer, or may do.</summary>
    public bool Leaves { get; set; }

    /// <summary>Makes it. The vendors know it by what it says.</summary>
    public Task SendTo(Headgate.Gateway.Pipeline.Pipeline pipeline)
    {
        if (Kind == RequestKind.Image)
        {
            var visit = new RawVisit(Images, RawCall.Model, "POST", "/v1/images/generations", new SimulatedRelay(Reply));
            return pipeline.HandleAsync(visit, PipelineRig.Call($$"""{"model":"{{Model}}","prompt":"{{Id}}"}"""), Reply, Departed.Token).AsTask();
        }

        string stream = Kind == RequestKind.Whole ? "" : ",\"stream\":true";
        string body = $$"""{"model":"{{Model}}","messages":[{"role":"user","content":"{{Id}}"}]{{stream}}}""";
        return pipeline.HandleAsync(NativeProtocols.Get(WireProtocol.OpenAIChat), PipelineRig.Call(body), Reply, Departed.Token).AsTask();
    }
}
