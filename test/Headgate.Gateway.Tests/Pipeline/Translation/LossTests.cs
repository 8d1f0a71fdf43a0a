using System.Net;
using System.Text.Json;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Translation;

public sealed class LossTests
{
    private const string Lossy = """{"model":"chat","messages":[{"role":"user","content":"hi"}],"seed":7,"unheard_of":true}""";

    [Theory]
    [InlineData(OnLoss.Allow, false)]
    [InlineData(OnLoss.Warn, true)]
    public async Task Records_what_was_lost_and_warns_where_that_is_wanted(OnLoss onLoss, bool warns)
    {
        using var rig = new PipelineRig(Alias(onLoss, PipelineRig.Claude));
        rig.Upstream.Answers(Wire.MessageReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Lossy));

        Assert.Equal(200, reply.Status);
        Assert.Equal(warns ? ["$.seed", "$.unheard_of"] : [], Named(reply));
        Assert.Equal(["$.seed", "$.unheard_of"], rig.Record.Losses.Select(loss => loss[..loss.IndexOf(':', StringComparison.Ordinal)]).Order());
    }

    [Fact]
    public async Task Warns_on_a_stream_too()
    {
        using var rig = new PipelineRig(Alias(OnLoss.Warn, PipelineRig.Claude));
        rig.Upstream.Streams(Wire.MessageStream);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Lossy[..^1] + ",\"stream\":true}"));

        Assert.Equal(["$.seed", "$.unheard_of"], Named(reply));
        Assert.Equal(2, rig.Record.Losses.Length);
    }

    [Fact]
    public async Task Refuses_by_name_when_every_target_would_lose_something()
    {
        using var rig = new PipelineRig(Alias(OnLoss.Reject, PipelineRig.Claude));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Lossy));

        JsonElement error = JsonDocument.Parse(reply.Text).RootElement.GetProperty("error");
        Assert.Equal((400, "not_translatable"), (reply.Status, error.GetProperty("code").GetString()));
        Assert.Contains("$.seed", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("$.unheard_of", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("not_translatable", rig.Record.Code);
        Assert.Empty(rig.Upstream.Calls);
    }

    [Fact]
    public async Task Calls_a_strict_alias_target_that_loses_nothing()
    {
        using var rig = new PipelineRig(Alias(OnLoss.Reject, PipelineRig.Claude));
        rig.Upstream.Answers(Wire.MessageReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal(200, reply.Status);
        Assert.Empty(rig.Record.Losses);
    }

    [Fact]
    public async Task Leaves_lossy_targets_out_before_and_after_a_failure()
    {
        using var rig = new PipelineRig(Alias(OnLoss.Reject, PipelineRig.Claude, PipelineRig.Gpt, PipelineRig.Claude, PipelineRig.First));
        rig.Upstream.Answers("{}", HttpStatusCode.ServiceUnavailable).Answers(Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Lossy));

        Assert.Equal(["gpt.test", "first.test"], rig.Upstream.Calls.Select(call => call.Url.Host));
        Assert.Equal(Wire.ChatReply, reply.Text);
    }

    private static string[] Named(FakeReply reply) =>
        reply.Headers.TryGetValue("x-headgate-losses", out string? names) ? [.. names.Split(", ").Order()] : [];

    private static ModelAlias Alias(OnLoss onLoss, params Provider[] providers) => new()
    {
        Name = "chat",
        Targets = PipelineRig.Alias("chat", providers).Targets,
        Retry = new RetryOptions { Tries = 1 },
        OnLoss = onLoss,
    };
}
