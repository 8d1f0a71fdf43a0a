namespace Headgate.Compare.Load;

/// <summary>The shapes of load that wrk has no word for.</summary>
public enum LoadKind
{
    /// <summary>Requests one after the other on each connection.</summary>
    Requests,

    /// <summary>Requests at a fixed rate, whatever the answers do.</summary>
    Rate,

    /// <summary>Streamed answers in parallel, every chunk counted.</summary>
    Streams,

    /// <summary>One stream at a time, in turn through the proxy and directly.</summary>
    FirstToken,

    /// <summary>One whole answer at a time, in turn through the proxy and directly.</summary>
    Added,
}
