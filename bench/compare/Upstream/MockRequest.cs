namespace Headgate.Compare.Upstream;

/// <summary>What the mock needs to know of a request.</summary>
/// <param name="Stream">The body says <c>"stream": true</c>.</param>
/// <param name="IncludeUsage">The body says <c>"include_usage": true</c>.</param>
/// <param name="Chunks">Content chunks to stream: the body's <c>max_tokens</c>, else 100.</param>
/// <param name="DelayMilliseconds">How long a whole answer takes: the body's <c>delay_ms</c>, else none.</param>
/// <param name="Close">The client asked to close the connection after the answer.</param>
internal readonly record struct MockRequest(bool Stream, bool IncludeUsage, int Chunks, int DelayMilliseconds, bool Close);
