using System.Collections.Immutable;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Admit;

public sealed class AdmissionTests
{
    [Theory]
    [InlineData("chat", "chat", 200)]
    [InlineData("chat", "ch*", 200)]
    [InlineData("chat", "*", 200)]
    [InlineData("chat", "other", 403)]
    [InlineData("first/m1", "first/*", 200)]
    [InlineData("first/m1", "*", 200)]
    [InlineData("first/m1", "chat", 403)]
    [InlineData("m1", "first/*", 200)] // a bare name, allowed by the name it stands for
    [InlineData("nothing", "*", 404)]
    [InlineData("first/unlisted", "*", 404)]
    public async Task Allows_the_models_that_the_key_lists(string model, string allowed, int status)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { Models = [allowed] });
        rig.Upstream.Answers(Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(model));

        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task Names_near_models_among_the_allowed_only()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat-large", PipelineRig.First), PipelineRig.Alias("chat-secret", PipelineRig.First));
        rig.UseKey(key => key with { Models = ["chat-large"] });

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat("chat-lage"));

        Assert.Contains("chat-large", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("chat-secret", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_teams_list_bounds_its_keys()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { TeamModels = ImmutableArray.Create("embeddings") });

        Assert.Equal(403, (await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat())).Status);
    }

    [Fact]
    public async Task Refuses_past_the_rate_with_when_to_come_back_and_shows_how_the_limit_stands()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { RequestsPerMinute = 2 });
        rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply).Answers(Wire.ChatReply);

        FakeReply first = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        FakeReply refused = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        rig.Time.Advance(TimeSpan.FromSeconds(30));
        FakeReply later = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal(("2", "1", "30000ms"), (first.Headers["x-ratelimit-limit-requests"], first.Headers["x-ratelimit-remaining-requests"], first.Headers["x-ratelimit-reset-requests"]));
        Assert.Equal((429, "30", "30000"), (refused.Status, refused.Headers["retry-after"], refused.Headers["retry-after-ms"]));
        Assert.Contains("\"rate_limit_exceeded\"", refused.Text, StringComparison.Ordinal);
        Assert.Equal(200, later.Status);
    }

    [Fact]
    public async Task Frees_the_place_of_a_request_however_it_ends()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { Concurrent = 1 });
        rig.Upstream.Hangs().Breaks().Answers(Wire.ChatReply);
        using var departed = new CancellationTokenSource();
        Task open = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(), new FakeReply(), departed.Token);
        await rig.Upstream.NextCallAsync();

        FakeReply refused = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        await departed.CancelAsync();
        await open.WaitAsync(Patience.Limit);
        FakeReply broken = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        FakeReply answered = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal([429, 502, 200], [refused.Status, broken.Status, answered.Status]);
    }

    [Fact]
    public async Task Counts_on_for_a_key_whose_limit_was_edited()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { RequestsPerMinute = 1 });
        rig.Upstream.Answers(Wire.ChatReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        rig.UseKey(key => key with { Digest = KeyDigest.Of(PipelineRig.Secret), Name = "renamed" });

        Assert.Equal(429, (await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat())).Status);
    }
}
