using CsCheck;
using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Attempt;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Tests.Pipeline.Attempt;

public sealed class RetryPolicyTests
{
    private static readonly RetryOptions Retry = new() { Tries = 4, Backoff = TimeSpan.FromMilliseconds(100), MaxBackoff = TimeSpan.FromSeconds(1) };

    [Theory]
    [InlineData(UpstreamFault.RateLimited, true)]
    [InlineData(UpstreamFault.ServerError, true)]
    [InlineData(UpstreamFault.Timeout, true)]
    [InlineData(UpstreamFault.Connection, true)]
    [InlineData(UpstreamFault.Overloaded, true)]
    [InlineData(UpstreamFault.ContextTooLong, false)]
    [InlineData(UpstreamFault.Auth, false)]
    [InlineData(UpstreamFault.ContentFiltered, false)]
    [InlineData(UpstreamFault.BadRequest, false)]
    public void Calls_the_same_target_again_only_after_a_passing_fault(UpstreamFault fault, bool again) =>
        Assert.Equal(again, RetryPolicy.Pause(new AttemptFailure(fault, ""), 1, Retry, 0) is not null);

    [Fact]
    public void Doubles_the_pause_within_its_bounds() =>
        Gen.Select(Gen.Int[1, 3], Gen.Double[0, 0.999]).Sample((calls, unit) =>
        {
            TimeSpan pause = RetryPolicy.Pause(new AttemptFailure(UpstreamFault.ServerError, ""), calls, Retry, unit)!.Value;
            double full = Math.Min(100 * Math.Pow(2, calls - 1), 1000);
            return pause.TotalMilliseconds >= (full / 2) - 0.01 && pause.TotalMilliseconds <= full;
        });

    [Fact]
    public void Stops_after_the_last_try() =>
        Assert.Null(RetryPolicy.Pause(new AttemptFailure(UpstreamFault.ServerError, ""), 4, Retry, 0));

    [Theory]
    [InlineData(0.9, 0.9)]
    [InlineData(0.01, 0.05)]
    public void Waits_for_Retry_After_but_never_less_than_the_backoff(double retryAfterSeconds, double pauseSeconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(pauseSeconds),
            RetryPolicy.Pause(new AttemptFailure(UpstreamFault.RateLimited, "") { RetryAfter = TimeSpan.FromSeconds(retryAfterSeconds) }, 1, Retry, 0));

    [Fact]
    public void Does_not_wait_for_a_Retry_After_beyond_the_longest_pause() =>
        Assert.Null(RetryPolicy.Pause(new AttemptFailure(UpstreamFault.RateLimited, "") { RetryAfter = TimeSpan.FromSeconds(1.1) }, 1, Retry, 0));
}
