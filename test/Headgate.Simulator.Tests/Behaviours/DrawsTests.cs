using Headgate.Simulator.Behaviours;

namespace Headgate.Simulator.Tests.Behaviours;

public sealed class DrawsTests
{
    [Fact]
    public void Are_a_function_of_seed_and_sequence()
    {
        Assert.Equal(new Draws(1, 2).Id("a"), new Draws(1, 2).Id("a"));
        Assert.NotEqual(new Draws(1, 2).Id("a"), new Draws(2, 1).Id("a"));
        Assert.NotEqual(new Draws(1, 2).Id("a"), new Draws(1, 3).Id("a"));
    }

    [Fact]
    public void Come_up_as_often_as_they_should_over_the_calls_of_a_server()
    {
        var below30 = Enumerable.Range(1, 10_000).Count(sequence => new Draws(0, sequence).Percent() < 30);
        Assert.InRange(below30, 2_800, 3_200);
    }
}
