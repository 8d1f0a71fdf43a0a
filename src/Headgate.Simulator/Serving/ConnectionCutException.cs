namespace Headgate.Simulator.Serving;

/// <summary>Ends an answer that has begun without its proper end: an exception is the web server's only way to leave out the
/// terminator after sending all that was written.</summary>
internal sealed class ConnectionCutException() : Exception("The behaviour asks for the connection to be cut here.");
