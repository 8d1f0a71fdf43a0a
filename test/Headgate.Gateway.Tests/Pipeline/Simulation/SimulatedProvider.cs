using Headgate.Gateway.Config;
using Headgate.Gateway.Queueing;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>
/// A provider of a simulated world: its API, how many credentials, how many calls it takes at once, and whether it goes on with an answer whose
/// beginning it is given.
/// </summary>
internal sealed record SimulatedProvider(int Index, WireProtocol Protocol, int Credentials, QueueLimits? Queue, bool GoesOn)
{
    public string Host => $"p{Index}.test";

    public Provider Make()
    {
        string type = Protocol == WireProtocol.AnthropicMessages ? "anthropic" : !GoesOn ? "openai" : Index % 2 == 0 ? "vllm" : "mistral";
        Provider open = PipelineRig.Vendor(
            $"p{Index}", $"https://{Host}/v1", type, [Protocol], [.. Enumerable.Range(0, Credentials).Select(k => $"sk-p{Index}-{k}-0123456789")]);
        return new Provider
        {
            Name = open.Name, Row = open.Row, Vendor = open.Vendor, Endpoint = open.Endpoint, Credentials = open.Credentials, Models = open.Models, Queue = Queue,
        };
    }
}
