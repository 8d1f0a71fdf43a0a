using Headgate.Server.Lifetime;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Server.Tests.Lifetime;

public sealed class DrainTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly GatewayState _state;
    private readonly List<string> _steps = [];
    private int _open;

    public DrainTests() => _state = new GatewayState(() => _open, () => 0, _time.GetUtcNow());

    [Fact]
    public async Task Readiness_falls_before_new_calls_are_refused()
    {
        _state.Ready();
        Assert.Equal(0, await Drain().RunAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(["refused while Draining"], _steps);
    }

    [Fact]
    public async Task Waits_for_open_calls()
    {
        _open = 2;
        Task<int> drained = Drain().RunAsync(TimeSpan.FromSeconds(30));
        Advance(TimeSpan.FromSeconds(10));
        Assert.False(drained.IsCompleted);

        _open = 0;
        Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, await drained);
    }

    [Fact]
    public async Task Gives_up_when_patience_has_run_out_and_says_how_many_are_left()
    {
        _open = 3;
        Task<int> drained = Drain().RunAsync(TimeSpan.FromSeconds(30));
        Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(3, await drained);
    }

    private Drain Drain() => new(_state, () => _steps.Add($"refused while {_state.Phase}"), _time);

    private void Advance(TimeSpan by)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < by; passed += TimeSpan.FromMilliseconds(100))
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }
}
