namespace Headgate.Gateway.Tests.Pipeline.Simulation;

/// <summary>What a simulated request asks for.</summary>
internal enum RequestKind
{
    /// <summary>An answer in one piece.</summary>
    Whole,

    /// <summary>A stream, as most do.</summary>
    Stream,

    /// <summary>The same: twice as likely.</summary>
    AlsoStream,

    /// <summary>An image: passed on as it is.</summary>
    Image,
}
