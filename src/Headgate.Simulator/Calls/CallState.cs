namespace Headgate.Simulator.Calls;

/// <summary>Where a call stands. The last four are final.</summary>
public enum CallState
{
    /// <summary>Received whole, nothing decided yet.</summary>
    Arrived,

    /// <summary>Held by a <c>hold</c> behaviour until <see cref="SimulatedCall.Release"/>.</summary>
    Held,

    /// <summary>Waiting for a <c>slow</c> or <c>drip</c> delay to pass; the timer is running.</summary>
    Delayed,

    /// <summary>Writing its answer.</summary>
    Answering,

    /// <summary>Silent for good, as <c>stall-after-5</c> asks: only the caller's departure ends it.</summary>
    Stalled,

    /// <summary>The answer (or the error) was written to its end.</summary>
    Finished,

    /// <summary>The caller closed the connection before the end.</summary>
    ClientLeft,

    /// <summary>The simulator dropped the connection on purpose, as <c>cut-after-5</c> and <c>refuse-connection</c> ask.</summary>
    Dropped,

    /// <summary>The simulator was stopped while the call was open.</summary>
    Stopped,
}
