namespace Headgate.Simulator.Vendors;

/// <summary>How a vendor breaks a stream off.</summary>
internal enum StreamErrorPlace
{
    /// <summary>With an event that is the error alone.</summary>
    Alone,

    /// <summary>With a chunk that has the error and the finish reason <c>error</c>.</summary>
    Chunk,

    /// <summary>With a chunk whose <c>x_groq</c> has its words.</summary>
    Groq,
}
