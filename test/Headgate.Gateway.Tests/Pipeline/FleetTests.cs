using System.Net;
using Headgate.Gateway.Config;
using Headgate.Gateway.Queueing;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

/// <summary>Fleets without metrics: the least busy server is called.</summary>
public sealed class FleetTests
{
    [Fact]
    public async Task The_least_busy_server_is_called()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Fleet(3)));
        TaskCompletionSource[] ends = [Held(rig), Held(rig), Held(rig)];
        Task<FakeReply>[] calls = [Send(rig), Send(rig), Send(rig)];
        await Task.WhenAll(rig.Upstream.NextCallAsync(), rig.Upstream.NextCallAsync(), rig.Upstream.NextCallAsync());

        Assert.Equal(3, Hosts(rig).Distinct().Count());
        ends[1].SetResult();
        await calls[1];
        rig.Upstream.Answers(Wire.ChatReply);
        await Send(rig);

        Assert.Equal(Hosts(rig)[1], Hosts(rig)[3]);
        Array.ForEach(ends, end => end.TrySetResult());
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task A_server_that_fails_is_followed_by_another()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Fleet(3)));
        rig.Upstream.Breaks().Answers("{}", HttpStatusCode.InternalServerError).Answers(Wire.ChatReply);

        Assert.Equal(200, (await Send(rig)).Status);
        Assert.Equal(3, Hosts(rig).Distinct().Count());
        Assert.Equal(["connection", "server_error", null], rig.Record.Attempts.Select(attempt => attempt.Fault));
        Assert.Equal(["fleet/m"], rig.Record.Attempts.Select(attempt => attempt.Target).Distinct());
        Assert.Equal(3, rig.Record.Attempts.Select(attempt => attempt.Credential).Distinct().Count());
    }

    [Fact]
    public async Task Another_server_is_asked_before_the_same_is_asked_again()
    {
        ModelAlias alias = PipelineRig.Alias("chat", Fleet(2));
        using var rig = new PipelineRig(new ModelAlias { Name = alias.Name, Targets = alias.Targets, Retry = new RetryOptions { Tries = 2 } });
        rig.Upstream.Breaks().Answers(Wire.ChatReply);

        Assert.Equal(200, (await Send(rig)).Status); // the clock stands still: a pause would never end
        Assert.Equal(2, Hosts(rig).Distinct().Count());
    }

    [Fact]
    public async Task A_sick_server_is_left_alone_and_the_others_go_on()
    {
        Provider fleet = Fleet(2);
        using var rig = new PipelineRig(PipelineRig.Alias("chat", fleet));
        for (int i = 0; i < 40; i++)
        {
            rig.Upstream.Then((call, _) => Task.FromResult(
                call.Url.Host == "a.test"
                    ? new HttpResponseMessage(HttpStatusCode.BadGateway) { Content = new StringContent("") }
                    : new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Wire.ChatReply, null, "application/json") }));
        }

        for (int i = 0; i < 30 && rig.Upstream.Calls.Count < 38; i++)
        {
            Assert.Equal(200, (await Send(rig)).Status);
        }

        Assert.Equal(10, Hosts(rig).Count(host => host == "a.test"));
    }

    [Fact]
    public async Task Each_server_takes_as_many_calls_at_once_as_is_written_and_what_is_free_first_is_taken()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Fleet(2, new QueueLimits(Places: 1, Length: 10, TimeSpan.FromSeconds(10)))));
        TaskCompletionSource[] ends = [Held(rig), Held(rig)];
        rig.Upstream.Answers(Wire.ChatReply);
        Task<FakeReply>[] calls = [Send(rig), Send(rig)];
        await Task.WhenAll(rig.Upstream.NextCallAsync(), rig.Upstream.NextCallAsync());
        Task<FakeReply> third = Send(rig);
        Assert.False(third.IsCompleted);

        ends[1].SetResult();
        Assert.Equal(200, (await third).Status);
        Assert.Equal(Hosts(rig)[1], Hosts(rig)[2]);
        ends[0].SetResult();
        await Task.WhenAll(calls);
    }

    private static Task<FakeReply> Send(PipelineRig rig) => rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

    private static List<string> Hosts(PipelineRig rig) => [.. rig.Upstream.Calls.Select(call => call.Url.Host)];

    private static TaskCompletionSource Held(PipelineRig rig)
    {
        var end = new TaskCompletionSource();
        rig.Upstream.Then(async (_, cancellation) =>
        {
            await end.Task.WaitAsync(cancellation);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Wire.ChatReply, null, "application/json") };
        });
        return end;
    }

    private static Provider Fleet(int servers, QueueLimits? queue = null)
    {
        Provider[] replicas = [.. Enumerable.Range(0, servers).Select(number => Make($"http://{(char)('a' + number)}.test/v1", $"fleet#{(char)('a' + number)}", [], queue))];
        return Make("http://a.test/v1", "fleet", replicas, queue);
    }

    private static Provider Make(string url, string credential, Provider[] replicas, QueueLimits? queue)
    {
        Provider one = PipelineRig.Vendor("fleet", url, "vllm", [WireProtocol.OpenAIChat]);
        return new Provider
        {
            Name = one.Name,
            Row = one.Row,
            Vendor = one.Vendor,
            Endpoint = one.Endpoint,
            Credentials = [new Credential(credential, null)],
            Replicas = [.. replicas],
            IsReplica = replicas.Length == 0,
            Queue = queue,
        };
    }
}
