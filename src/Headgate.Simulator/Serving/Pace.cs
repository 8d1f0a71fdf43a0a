using Headgate.Simulator.Behaviours;
using Headgate.Simulator.Calls;

namespace Headgate.Simulator.Serving;

/// <summary>Every wait of a call: delays, holds, silence. Each ends at once when the caller leaves.</summary>
internal sealed class Pace(
    SimulatedCall call, Behaviour behaviour, Draws draws, SimulatorOptions options, CancellationToken cancellationToken)
{
    private bool _begun;

    public Task BeforeHeadersAsync() => HoldAtAsync(HoldPoint.Headers);

    /// <summary>Before each content event of a stream: the first waits for its own reasons.</summary>
    public async Task BeforeContentAsync()
    {
        if (_begun)
        {
            await DelayAsync(behaviour.TokenDelay);
            return;
        }

        _begun = true;
        await HoldAtAsync(HoldPoint.FirstToken);
        await DelayAsync(behaviour.FirstTokenDelay);
    }

    /// <summary>Before an answer that is no stream: as long as the stream would have taken.</summary>
    public async Task BeforeWholeAsync(long outputTokens)
    {
        await HoldAtAsync(HoldPoint.FirstToken);
        await DelayAsync(behaviour.FirstTokenDelay + behaviour.TokenDelay * Math.Max(0, outputTokens - 1));
    }

    public Task AfterEventsAsync(int events) =>
        events == behaviour.HoldAfterEvents ? HoldAtAsync(HoldPoint.Events) : Task.CompletedTask;

    public Task AtHalfAsync() => HoldAtAsync(HoldPoint.Events);

    public async Task StallAsync()
    {
        call.Move(CallState.Stalled);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }

    private async Task HoldAtAsync(HoldPoint point)
    {
        if (behaviour.Hold != point)
            return;
        var limit = Task.Delay(options.HoldLimit, options.TimeProvider, cancellationToken);
        call.Move(CallState.Held);
        await Task.WhenAny(call.Released, limit);
        cancellationToken.ThrowIfCancellationRequested();
        call.Move(CallState.Answering);
    }

    private async Task DelayAsync(TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
            return;
        // The timer runs before the state says so: whoever sees the state may move a test clock at once.
        var passed = Task.Delay(delay * (1 + draws.Signed() * behaviour.JitterPercent / 100), options.TimeProvider, cancellationToken);
        call.Move(CallState.Delayed);
        await passed;
        call.Move(CallState.Answering);
    }
}
