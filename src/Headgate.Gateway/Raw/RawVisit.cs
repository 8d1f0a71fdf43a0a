namespace Headgate.Gateway.Raw;

/// <summary>A call that passes verbatim, as it came in.</summary>
/// <param name="Route">Its path.</param>
/// <param name="Call">What becomes of it.</param>
/// <param name="Method">Its method, upper case.</param>
/// <param name="Target">Path and query as they were sent, undecoded.</param>
/// <param name="Relay">The way to pass it on.</param>
public sealed record RawVisit(RawRoute Route, RawCall Call, string Method, string Target, IRawRelay Relay);
