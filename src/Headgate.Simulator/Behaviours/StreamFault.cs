namespace Headgate.Simulator.Behaviours;

/// <summary>What goes wrong inside an answer that began well.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="AfterEvents">After how many events of the stream, or null for just before the first content.</param>
internal sealed record StreamFault(StreamFaultKind Kind, int? AfterEvents);
