namespace Headgate.Simulator.Behaviours;

/// <summary>A refusal instead of an answer.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="RetryAfter">What <c>Retry-After</c> and <c>retry-after-ms</c> say, or null for neither.</param>
internal sealed record Failure(FailureKind Kind, int Status, TimeSpan? RetryAfter = null);
