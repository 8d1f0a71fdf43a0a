namespace Headgate.Gateway.Config;

/// <summary>The <c>retry:</c> of an alias.</summary>
public sealed record RetryOptions
{
    /// <summary><c>tries</c>: calls per target, the first included. Default 2.</summary>
    public int Tries { get; init; } = 2;

    /// <summary><c>backoff</c>: the first pause; doubles each time, half of it jittered. Default 250 ms.</summary>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary><c>max_backoff</c>: the longest pause, and the longest Retry-After that is waited for. Default 8 s.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(8);
}
