using Headgate.Gateway.Pipeline.Upstream.Translation;
using Headgate.Llm.Chat;

namespace Headgate.Gateway.Tests.Pipeline.Upstream.Translation;

public sealed class LossNamesTests
{
    [Fact]
    public void Names_paths_in_the_order_they_were_found()
    {
        var losses = new LossList();
        losses.Add("$.seed", "no seed");
        losses.Add("$.tools[0].strict", "no strict");

        Assert.Equal("$.seed, $.tools[0].strict", LossNames.Paths(losses));
        Assert.Equal(["$.seed: no seed", "$.tools[0].strict: no strict"], LossNames.Lines(losses));
    }

    [Fact]
    public void Fits_into_a_header_whatever_a_clients_members_are_called()
    {
        var losses = new LossList();
        losses.Add("$.sché\r\nma", "unknown");

        Assert.Equal("$.sch???ma", LossNames.Paths(losses));
    }

    [Fact]
    public void Is_bounded_however_much_is_lost()
    {
        var losses = new LossList();
        for (int i = 0; i < 1_000; i++)
        {
            losses.Add($"$.member{i}", new string('x', 1_000));
        }

        string paths = LossNames.Paths(losses);
        Assert.InRange(paths.Length, 2_000, 2_060);
        Assert.EndsWith(", ...", paths, StringComparison.Ordinal);
        Assert.Equal(100, LossNames.Lines(losses).Length);
        Assert.All(LossNames.Lines(losses), line => Assert.Equal(300, line.Length));
    }

    [Fact]
    public void Says_nothing_where_nothing_was_lost_or_nothing_translated()
    {
        Assert.Empty(LossNames.Lines(null));
        Assert.Empty(LossNames.Lines(new LossList()));
        Assert.Equal("", LossNames.Paths(new LossList()));
    }
}
