namespace Headgate.Simulator.Behaviours;

/// <summary>Where a call waits to be released.</summary>
internal enum HoldPoint
{
    None,

    /// <summary>Before anything is sent.</summary>
    Headers,

    /// <summary>After the stream's preamble, before its first content.</summary>
    FirstToken,

    /// <summary>After a number of events; an answer that is no stream waits in the middle of its body.</summary>
    Events,
}
