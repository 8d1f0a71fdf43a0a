using System.Collections.Immutable;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Stores;
using Headgate.Llm.Chat;

namespace Headgate.Storage.Tests.Contracts;

/// <summary>What every store of records adds up.</summary>
public abstract class UsageSumsContract : StoreContract<RequestStore>
{
    private static readonly DateTimeOffset First = Sample.Day(20).AddHours(12);

    [Theory]
    [InlineData(UsageBy.Key, "ci 2 30 12 0.000000007 1", "other 1 5 0 0.00000001 0")]
    [InlineData(UsageBy.Team, " 1 5 0 0.00000001 0", "a 2 30 12 0.000000007 1")]
    [InlineData(UsageBy.Model, "chat 3 35 12 0.000000017 1")]
    [InlineData(UsageBy.Provider, "openai 3 35 12 0.000000017 1")]
    [InlineData(UsageBy.Tag, "env=ci 2 30 12 0.000000007 1", "tier=pro 1 20 8 0 1")]
    public async Task Adds_up_over_days_what_is_told_apart(UsageBy by, params string[] sums)
    {
        RequestStore store = await OpenAsync();
        await WriteAsync(store);

        Assert.Equal(sums, Lines(await store.Log.SumAsync(new UsageQuery(new RequestQuery(), by), Cancellation)));
    }

    [Fact]
    public async Task Counts_only_what_is_asked_for()
    {
        RequestStore store = await OpenAsync();
        await WriteAsync(store);

        RequestQuery since = new() { Since = First.AddHours(1) };
        RequestQuery key = new() { Key = "other" };
        RequestQuery tag = new() { Tag = "tier=pro" };
        Assert.Equal(["ci 1 20 8 0 1", "other 1 5 0 0.00000001 0"], Lines(await Sum(store, since)));
        Assert.Equal(["other 1 5 0 0.00000001 0"], Lines(await Sum(store, key)));
        Assert.Equal(["ci 1 20 8 0 1"], Lines(await Sum(store, tag)));
    }

    [Fact]
    public async Task Tells_hours_and_days_apart()
    {
        RequestStore store = await OpenAsync();
        await WriteAsync(store);

        ImmutableArray<UsageSum> hours = await Sum(store, new RequestQuery(), TimeSpan.FromHours(1));
        ImmutableArray<UsageSum> days = await Sum(store, new RequestQuery(), TimeSpan.FromDays(1));

        Assert.Equal([First, First.AddHours(2), First.AddDays(1)], hours.Select(sum => sum.Time!.Value));
        Assert.Equal([Sample.Day(20), Sample.Day(21)], days.Select(sum => sum.Time!.Value).Distinct());
        Assert.Equal(["ci 2 30 12 0.000000007 1", "other 1 5 0 0.00000001 0"], Lines(days));
    }

    protected static async Task WriteAsync(RequestStore store)
    {
        ImmutableSortedDictionary<string, string> tags = ImmutableSortedDictionary<string, string>.Empty.Add("env", "ci");
        RequestRecord first = Sample.At(First.AddMinutes(5)) with
        {
            Team = "a", Tags = tags, Usage = new Usage { InputText = 4, CacheRead = 6, OutputText = 3, OutputReasoning = 1 }, Cost = new Money(7),
        };
        store.Sink.TryWrite(first);
        store.Sink.TryWrite(Sample.At(First.AddHours(2)) with
        {
            Team = "a", Tags = tags.Add("tier", "pro"), Usage = new Usage { InputText = 20, OutputText = 8 },
        });
        store.Sink.TryWrite(Sample.At(First.AddDays(1)) with { Key = "other", Usage = new Usage { InputText = 5 }, Cost = new Money(10) });
        await store.Sink.FlushAsync(Cancellation);
    }

    protected static async Task<ImmutableArray<UsageSum>> Sum(RequestStore store, RequestQuery query, TimeSpan? bucket = null) =>
        await store.Log.SumAsync(new UsageQuery(query, UsageBy.Key, bucket), Cancellation);

    protected static IEnumerable<string> Lines(ImmutableArray<UsageSum> sums) =>
        sums.Select(sum => $"{sum.Name} {sum.Requests} {sum.InputTokens} {sum.OutputTokens} {sum.Cost} {sum.Unpriced}");
}
