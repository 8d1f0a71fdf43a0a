using Headgate.Gateway.Config;
using Headgate.Gateway.Pipeline.Exchange;
using Headgate.Gateway.Pipeline.Upstream;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Pipeline.Attempt;

/// <summary>What comes after a failed call. Pure.</summary>
internal static class RetryPolicy
{
    /// <summary>The pause before the same target is called again; null when it is not to be.</summary>
    /// <param name="failure">What the call met.</param>
    /// <param name="calls">Calls made to this target, this one included.</param>
    /// <param name="retry">The alias' rules.</param>
    /// <param name="unit">A random number in [0, 1).</param>
    public static TimeSpan? Pause(AttemptFailure failure, int calls, RetryOptions retry, double unit)
    {
        if (calls >= retry.Tries || !failure.MayRepeat || !IsTransient(failure.Fault))
        {
            return null;
        }

        TimeSpan backoff = Backoff(calls, retry, unit);
        return failure.RetryAfter is not { } wanted ? backoff
            : wanted > retry.MaxBackoff ? null // not worth the wait here: another target may answer now
            : wanted > backoff ? wanted : backoff;
    }

    /// <summary>
    /// The index of the target to try after this failure; -1 when there is none. Another credential of the same model helps after a fault of
    /// the credential, whatever <c>fallback_on</c> says: that is what a pool is for. After any other fault it would only use up attempts.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="failed">The index of the target that failed.</param>
    /// <param name="failure">What it met.</param>
    /// <param name="after">The index after which to look: the failed one, or a later one that cannot be called.</param>
    public static int Next(AttemptPlan plan, int failed, AttemptFailure failure, int after)
    {
        for (int i = after + 1; i < plan.Targets.Length && !failure.IsFinal; i++)
        {
            bool isSibling = plan.Targets[i].IsSibling(plan.Targets[failed]);
            if (isSibling ? IsOfCredential(failure.Fault) : plan.Alias.FallbackOn.Contains(failure.Fault))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsOfCredential(UpstreamFault fault) => fault is UpstreamFault.RateLimited or UpstreamFault.Auth;

    /// <summary>
    /// Doubles with each call up to its bound; the lower half is fixed and the upper is drawn, so that clients that failed together do
    /// not return together.
    /// </summary>
    private static TimeSpan Backoff(int calls, RetryOptions retry, double unit)
    {
        double full = Math.Min(retry.Backoff.TotalMilliseconds * Math.Pow(2, calls - 1), retry.MaxBackoff.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full / 2 * (1 + unit));
    }

    private static bool IsTransient(UpstreamFault fault) => fault
        is UpstreamFault.RateLimited or UpstreamFault.ServerError or UpstreamFault.Timeout or UpstreamFault.Connection or UpstreamFault.Overloaded;
}
