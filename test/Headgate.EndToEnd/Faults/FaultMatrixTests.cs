namespace Headgate.EndToEnd.Faults;

/// <summary>FaultMatrix.md, row by row.</summary>
public sealed class FaultMatrixTests(FaultRuns runs) : IClassFixture<FaultRuns>
{
    private static readonly string[] WithoutText = ["embeddings", "count_tokens"];

    public static IEnumerable<TheoryDataRow<string, string>> All() =>
        FaultRuns.Rows.Select(row => new TheoryDataRow<string, string>(row.Alias, row.ToString()));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Row(string alias, string says)
    {
        var row = FaultRuns.Rows.Single(row => row.Alias == alias);
        Assert.Equal(says, row.ToString());

        var run = await runs.OfAsync(alias);

        CheckReply(row, run.Reply);
        CheckCalls(row, run);
        CheckRecord(row, run);
    }

    private static void CheckReply(FaultRow row, FaultReply reply)
    {
        Assert.Equal((row.Status, row.Answer), (reply.Status, reply.Answer));
        Assert.Equal(row.SaysNotToRetry ? "false" : null, reply.ShouldRetry);
        Assert.Equal(row.IsEarly, reply.BeganWithKeepAlive);
        Assert.Equal(row.Answer == "whole", reply.IsFinished);
        Assert.True(reply.AnswerIds.Count <= 1, "Events of two answers were mixed.");
        if (row.Answer == "whole" && !WithoutText.Contains(row.Protocol))
            Assert.Equal("one two three", reply.Text);
        if (row.Answer.StartsWith("event ", StringComparison.Ordinal))
            Assert.Equal(row.IsEarly, reply.Text.Length == 0);
    }

    private static void CheckCalls(FaultRow row, FaultRun run)
    {
        Assert.Equal(row.Calls, row.Targets.Select(target => run.Calls.Count(call => call.Model == target)));
        Assert.Equal(row.Calls.Sum(), run.Calls.Count);
        if (!row.IsEarly)
            Assert.Equal($"{run.Calls.Count}", run.Reply.Attempts);
    }

    private static void CheckRecord(FaultRow row, FaultRun run)
    {
        var record = run.Record;
        Assert.Equal((row.Status, row.Code), (record.Status, record.Code));
        Assert.Equal(row.Attempts, record.Attempts.Select(attempt => attempt.Fault ?? "ok"));
        Assert.Equal((row.Alias, row.IsStream), (record.Model, record.Stream));
        if (row.Answer == "whole")
            Assert.EndsWith("/" + row.Targets[^1], record.Target, StringComparison.Ordinal);
    }
}
