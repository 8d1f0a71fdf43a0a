using Headgate.Gateway.Identity;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Authenticate;

public sealed class AuthenticationTests
{
    private const string Body = """{"model":"chat","messages":[{"role":"user","content":"hi"}]}""";

    public static TheoryData<(string, string)[], int> Credentials => new()
    {
        { [("authorization", "Bearer " + PipelineRig.Secret)], 200 },
        { [("authorization", "bearer " + PipelineRig.Secret)], 200 },
        { [("x-api-key", PipelineRig.Secret)], 200 },
        { [("api-key", PipelineRig.Secret)], 200 },
        { [("x-goog-api-key", PipelineRig.Secret)], 200 },
        { [("authorization", "Bearer " + PipelineRig.Secret), ("x-api-key", PipelineRig.Secret)], 200 },
        { [("authorization", "Bearer " + PipelineRig.Secret), ("x-api-key", "hg-other")], 401 },
        { [], 401 },
        { [("authorization", "Bearer ")], 401 },
        { [("authorization", "Basic abc")], 401 },
        { [("authorization", PipelineRig.Secret)], 401 },
        { [("x-api-key", "hg-unknown")], 401 },
    };

    [Theory]
    [MemberData(nameof(Credentials))]
    public async Task Takes_a_known_key_from_any_header_and_nothing_else((string, string)[] headers, int status)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers(Wire.ChatReply);
        var request = new FakeRequest(Body, headers);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, request);

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 200, request.WasRead); // an unknown caller's body is not read
        Assert.Equal(status == 200 ? "tests" : null, rig.Record.Key);
    }

    [Fact]
    public async Task Refuses_a_key_from_the_moment_it_expires()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with { Expires = rig.Time.GetUtcNow().AddMinutes(1) });
        rig.Upstream.Answers(Wire.ChatReply);

        FakeReply before = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        FakeReply after = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal((200, 401), (before.Status, after.Status));
        Assert.Contains("\"key_expired\"", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_prior_secret_until_its_grace_ends_and_counts_it_as_the_same_key()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.UseKey(key => key with
        {
            Digest = KeyDigest.Of("hg-new"), Prior = new PriorSecret(key.Digest, rig.Time.GetUtcNow().AddHours(1)), RequestsPerMinute = 1,
        });
        rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply);

        FakeReply old = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        FakeReply beyond = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Body, "hg-new"));
        rig.Time.Advance(TimeSpan.FromHours(1));
        FakeReply over = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        FakeReply renewed = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(Body, "hg-new"));

        Assert.Equal((200, 429, 401, 200), (old.Status, beyond.Status, over.Status, renewed.Status));
    }

    [Fact]
    public async Task Never_forwards_the_clients_credential()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: [("x-api-key", PipelineRig.Secret), ("cookie", "a=b"), ("x-unknown", "1"), ("openai-beta", "assistants=v2")]));

        SentCall call = Assert.Single(rig.Upstream.Calls);
        Assert.DoesNotContain(call.Headers, header => header.Value.Contains(PipelineRig.Secret, StringComparison.Ordinal));
        Assert.Equal("Bearer sk-first-0123456789", call.Headers["authorization"]);
        Assert.Equal("assistants=v2", call.Headers["openai-beta"]);
        Assert.Equal("identity", call.Headers["accept-encoding"]);
        Assert.DoesNotContain("cookie", call.Headers.Keys);
        Assert.DoesNotContain("x-unknown", call.Headers.Keys);
    }
}
