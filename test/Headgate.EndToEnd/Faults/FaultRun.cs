using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Faults;

/// <summary>The three sides of one call: what the client got, what the vendor received, what was recorded.</summary>
internal sealed record FaultRun(FaultReply Reply, IReadOnlyList<SimulatedCall> Calls, RequestRecord Record);
