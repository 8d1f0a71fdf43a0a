using System.Net;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Relay;

public sealed class TraceHeaderTests
{
    private static readonly (string, string) Asking = ("x-headgate-trace", "1");

    [Fact]
    public async Task A_key_that_may_see_it_is_told_what_each_attempt_met()
    {
        using PipelineRig rig = Start();
        rig.Upstream.Then((_, _) =>
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(30));
            throw new HttpRequestException(HttpRequestError.ConnectionError);
        });
        rig.Upstream.Answers(Wire.ChatReply);
        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: [Asking]));
        Assert.Equal(
            """[{"target":"first/m","fault":"connection","ms":30},{"target":"second/m","status":200,"ms":0}]""", reply.Headers["x-headgate-trace"]);
    }

    [Fact]
    public async Task It_comes_with_streams_and_with_failures_too()
    {
        using PipelineRig rig = Start();
        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError);
        rig.Upstream.Streams(Wire.ChatStream);
        FakeReply stream = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true, headers: [Asking]));
        Assert.Equal(
            """[{"target":"first/m","status":500,"fault":"server_error","ms":0},{"target":"second/m","status":200,"ms":0}]""",
            stream.Headers["x-headgate-trace"]);

        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError);
        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError);
        FakeReply failure = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: [Asking]));
        Assert.Equal(
            """[{"target":"first/m","status":500,"fault":"server_error","ms":0},{"target":"second/m","status":500,"fault":"server_error","ms":0}]""",
            failure.Headers["x-headgate-trace"]);
    }

    [Theory]
    [InlineData(false, "1")]
    [InlineData(true, "0")]
    [InlineData(true, null)]
    public async Task Nobody_else_is_told(bool mayBeTold, string? asked)
    {
        using PipelineRig rig = Start(mayBeTold);
        rig.Upstream.Answers(Wire.ChatReply);
        FakeReply reply = await rig.SendAsync(
            WireProtocol.OpenAIChat, PipelineRig.Chat(headers: asked is null ? [] : [("x-headgate-trace", asked)]));
        Assert.Equal(200, reply.Status);
        Assert.DoesNotContain("x-headgate-trace", reply.Headers.Keys);
    }

    [Fact]
    public async Task It_is_not_passed_on_to_vendors()
    {
        using PipelineRig rig = Start();
        rig.Upstream.Answers(Wire.ChatReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: [Asking]));
        Assert.DoesNotContain("x-headgate-trace", Assert.Single(rig.Upstream.Calls).Headers.Keys);
    }

    [Fact]
    public async Task It_is_ASCII_of_four_kilobytes_at_most_and_counts_what_it_leaves_off()
    {
        string name = new('ü', 200);
        using var rig = new PipelineRig(new ModelAlias
        {
            Name = "chat",
            Targets = [.. Enumerable.Range(0, 6).Select(i => new AliasTarget.Model(PipelineRig.First, $"m{i}{name}", 1))],
            Retry = new RetryOptions { Tries = 1 },
        });
        rig.UseKey(key => key with { SeesDiagnostics = true });
        for (int i = 0; i < 6; i++)
        {
            rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError);
        }

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: [Asking]));
        string value = reply.Headers["x-headgate-trace"];
        Assert.InRange(value.Length, 2000, 4096);
        Assert.All(value, letter => Assert.InRange(letter, ' ', '~'));
        JsonElement[] told = [.. JsonElement.Parse(value).EnumerateArray()];
        Assert.Equal($"first/m0{name}", told[0].GetProperty("target").GetString());
        Assert.Equal(6 - (told.Length - 1), told[^1].GetProperty("more").GetInt32());
    }

    private static PipelineRig Start(bool mayBeTold = true)
    {
        var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second));
        rig.UseKey(key => key with { SeesDiagnostics = mayBeTold });
        return rig;
    }
}
