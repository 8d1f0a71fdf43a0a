namespace Headgate.Simulator.Vendors;

/// <summary>Where a vendor's stream says what was used.</summary>
internal enum StreamUsage
{
    /// <summary>In a chunk of its own, when <c>stream_options.include_usage</c> asks for it.</summary>
    Asked,

    /// <summary>In a chunk of its own, always.</summary>
    Always,

    /// <summary>In the chunk with the finish reason.</summary>
    Last,

    /// <summary>In every chunk, as far as it has come.</summary>
    Every,

    /// <summary>In <c>x_groq</c> of the chunk with the finish reason.</summary>
    Groq,
}
