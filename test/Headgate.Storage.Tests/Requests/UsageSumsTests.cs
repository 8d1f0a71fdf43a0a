using System.Collections.Immutable;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Llm.Chat;

namespace Headgate.Storage.Tests.Requests;

public sealed class UsageSumsTests
{
    private static readonly DateTimeOffset Noon = Sample.Day(20).AddHours(12);

    [Theory]
    [InlineData(UsageBy.Key, "ci 2 30 12 0.000000007 1", "other 1 5 0 0.00000001 0")]
    [InlineData(UsageBy.Team, " 1 5 0 0.00000001 0", "a 2 30 12 0.000000007 1")]
    [InlineData(UsageBy.Model, "chat 3 35 12 0.000000017 1")]
    [InlineData(UsageBy.Provider, "openai 3 35 12 0.000000017 1")]
    [InlineData(UsageBy.Tag, "env=ci 2 30 12 0.000000007 1", "tier=pro 1 20 8 0 1")]
    public async Task Adds_up_over_days_what_is_told_apart(UsageBy by, params string[] sums)
    {
        await using DataFolderFixture folder = new();
        await Write(folder);

        Assert.Equal(sums, Lines(await folder.Log.SumAsync(new UsageQuery(new RequestQuery(), by), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Counts_only_what_is_asked_for()
    {
        await using DataFolderFixture folder = new();
        await Write(folder);

        RequestQuery since = new() { Since = Noon.AddHours(1) };
        RequestQuery key = new() { Key = "other" };
        RequestQuery tag = new() { Tag = "tier=pro" };
        Assert.Equal(["ci 1 20 8 0 1", "other 1 5 0 0.00000001 0"], Lines(await Sum(folder, since)));
        Assert.Equal(["other 1 5 0 0.00000001 0"], Lines(await Sum(folder, key)));
        Assert.Equal(["ci 1 20 8 0 1"], Lines(await Sum(folder, tag)));
    }

    [Fact]
    public async Task Tells_hours_and_days_apart()
    {
        await using DataFolderFixture folder = new();
        await Write(folder);

        ImmutableArray<UsageSum> hours = await Sum(folder, new RequestQuery(), TimeSpan.FromHours(1));
        ImmutableArray<UsageSum> days = await Sum(folder, new RequestQuery(), TimeSpan.FromDays(1));

        Assert.Equal([Noon, Noon.AddHours(2), Noon.AddDays(1)], hours.Select(sum => sum.Time!.Value));
        Assert.Equal([Sample.Day(20), Sample.Day(21)], days.Select(sum => sum.Time!.Value).Distinct());
        Assert.Equal(["ci 2 30 12 0.000000007 1", "other 1 5 0 0.00000001 0"], Lines(days));
    }

    [Fact]
    public async Task A_day_of_an_older_build_is_brought_to_this_ones_schema_by_its_reader()
    {
        await using DataFolderFixture folder = new();
        await Write(folder);
        await folder.CloseAsync();
        OlderDay.Make(folder.DayFile("2026-11-20"));

        ImmutableArray<UsageSum> sums = await Sum(folder, new RequestQuery { Until = Sample.Day(21) });
        RequestPage page = await folder.Log.QueryAsync(new RequestQuery { Until = Sample.Day(21) }, TestContext.Current.CancellationToken);

        Assert.Equal(["ci 2 30 12 0 2"], Lines(sums));
        Assert.Equal([20, 10], page.Items.Select(record => (int)record.Usage!.Input!));
        Assert.Empty(folder.Logger.Lines);
    }

    private static async Task Write(DataFolderFixture folder)
    {
        ImmutableSortedDictionary<string, string> tags = ImmutableSortedDictionary<string, string>.Empty.Add("env", "ci");
        RequestRecord first = Sample.At(Noon.AddMinutes(5)) with
        {
            Team = "a", Tags = tags, Usage = new Usage { InputText = 4, CacheRead = 6, OutputText = 3, OutputReasoning = 1 }, Cost = new Money(7),
        };
        folder.Sink.TryWrite(first);
        folder.Sink.TryWrite(Sample.At(Noon.AddHours(2)) with
        {
            Team = "a", Tags = tags.Add("tier", "pro"), Usage = new Usage { InputText = 20, OutputText = 8 },
        });
        folder.Sink.TryWrite(Sample.At(Noon.AddDays(1)) with { Key = "other", Usage = new Usage { InputText = 5 }, Cost = new Money(10) });
        await folder.Sink.FlushAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<ImmutableArray<UsageSum>> Sum(DataFolderFixture folder, RequestQuery query, TimeSpan? bucket = null) =>
        await folder.Log.SumAsync(new UsageQuery(query, UsageBy.Key, bucket), TestContext.Current.CancellationToken);

    private static IEnumerable<string> Lines(ImmutableArray<UsageSum> sums) =>
        sums.Select(sum => $"{sum.Name} {sum.Requests} {sum.InputTokens} {sum.OutputTokens} {sum.Cost} {sum.Unpriced}");
}
