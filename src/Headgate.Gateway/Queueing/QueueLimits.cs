namespace Headgate.Gateway.Queueing;

/// <summary>How many calls go out at once, and how many wait for how long.</summary>
/// <param name="Places">Calls under way at most.</param>
/// <param name="Length">Calls that wait at most.</param>
/// <param name="Wait">The longest wait.</param>
internal readonly record struct QueueLimits(int Places, int Length, TimeSpan Wait);
