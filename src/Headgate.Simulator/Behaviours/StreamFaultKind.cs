namespace Headgate.Simulator.Behaviours;

/// <summary>What goes wrong inside an answer.</summary>
internal enum StreamFaultKind
{
    Cut,
    Stall,
    Malformed,
    Error,
}
