using Headgate.Llm.Chat;

namespace Headgate.Llm.Tests.Chat;

public sealed class LossListTests
{
    [Fact]
    public void A_path_is_named_once()
    {
        LossList losses = new();
        losses.Add("$.a", "first");
        losses.Add(new JsonPlace("$.a"), "second");

        Assert.Equal(new Loss("$.a", "first"), Assert.Single(losses.ToImmutable()));
        Assert.Equal(1, losses.Count);
    }

    [Fact]
    public void From_the_thousandth_on_losses_are_only_counted()
    {
        LossList losses = new();
        for (int i = 0; i < 1500; i++)
        {
            losses.Add(new JsonPlace("$.x[{0}]", i), "unknown");
        }

        losses.Add("$.y", "unknown");
        losses.Add("$.x[0]", "named before");

        Assert.Equal(1501, losses.Count);
        Assert.Equal(1001, losses.ToImmutable().Length);
        Assert.Equal("$.x[999]", losses.ToImmutable()[999].Path);
        Assert.Equal(new Loss("$", "and 501 more"), losses.ToImmutable()[1000]);
    }

    [Fact]
    public void What_is_only_counted_takes_no_memory()
    {
        LossList losses = new();
        for (int i = 0; i < 1000; i++)
        {
            losses.Add(new JsonPlace("$.x[{0}]", i), "unknown");
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100_000; i++)
        {
            losses.Add(new JsonPlace("$.y[{0}]", i), "unknown");
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }
}
