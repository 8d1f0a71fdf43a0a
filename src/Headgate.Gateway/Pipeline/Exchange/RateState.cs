namespace Headgate.Gateway.Pipeline.Exchange;

/// <summary>How a rate limit stands after a request asked for its turn.</summary>
/// <param name="IsTaken">True when the request was let in.</param>
/// <param name="Limit">Requests per minute.</param>
/// <param name="Remaining">How many more could come now.</param>
/// <param name="Reset">When all of the limit is free again.</param>
/// <param name="RetryAfter">When the next is free; zero when it was taken.</param>
internal sealed record RateState(bool IsTaken, int Limit, int Remaining, TimeSpan Reset, TimeSpan RetryAfter);
