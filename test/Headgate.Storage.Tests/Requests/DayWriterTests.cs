using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Stores;
using Headgate.Storage.Requests;

namespace Headgate.Storage.Tests.Requests;

public sealed class DayWriterTests
{
    private CancellationToken Stop { get; } = Bounded.Soon();

    [Fact]
    public async Task A_batch_that_was_undone_takes_nothing_from_the_next()
    {
        await using DataFolderFixture data = new();
        Directory.CreateDirectory(data.Requests);
        RequestRecord good = Sample.At(Sample.Day(22));
        using (DayWriter writer = DayWriter.Open(data.DayFile("2026-11-22")))
        {
            Assert.Throws<FormatException>(() => writer.Write([good, good with { Id = "not an id" }]));
            writer.Write([good]);
        }

        RequestPage page = await data.Log.QueryAsync(new RequestQuery { Key = good.Key }, Stop); // the key is kept with what was undone
        Assert.Equal(Sample.Text(good), Sample.Text(Assert.Single(page.Items)));
    }

    [Fact]
    public async Task Any_number_of_records_is_written_once_each()
    {
        await using DataFolderFixture data = new();
        Directory.CreateDirectory(data.Requests);
        int[] batches = [1, 15, 16, 17, 32, 33, 250];
        using (DayWriter writer = DayWriter.Open(data.DayFile("2026-11-22")))
        {
            foreach (int size in batches)
                writer.Write([.. Enumerable.Range(0, size).Select(_ => Sample.At(Sample.Day(22)))]);
        }

        Assert.Equal(batches.Sum(), await data.Log.CountAsync(new RequestQuery(), Stop));
    }
}
