using System.Net;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline.Route;

public sealed class StickyTests
{
    [Fact]
    public async Task A_session_keeps_its_target_among_weighted_ones()
    {
        using var rig = new PipelineRig(Aliases.Chat("chat: { strategy: weighted, sticky: session, targets: [ { model: a/m }, { model: b/m } ] }"));
        await AskAsync(rig, Enumerable.Range(0, 80).Select(i => $"s{i % 20}"));
        Assert.All(Enumerable.Range(0, 80), i => Assert.Equal(rig.Sink.Records[i % 20].Target, rig.Sink.Records[i].Target));
        Assert.Equal(2, rig.Sink.Records.DistinctBy(record => record.Target).Count());
    }

    [Fact]
    public async Task A_session_sticks_to_another_target_while_its_own_is_down()
    {
        using var rig = new PipelineRig(Aliases.Chat(
            "chat: { strategy: weighted, sticky: session, targets: [ { model: a/m }, { model: b/m }, { model: pool/m } ] }"));
        await AskAsync(rig, Enumerable.Range(0, 40).Select(i => $"s{i}"));
        string?[] own = [.. rig.Sink.Records.Select(record => record.Target)];
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "600")).Answers(Wire.ChatReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: ("x-headgate-session", $"s{Array.IndexOf(own, "a/m")}")));

        await AskAsync(rig, Enumerable.Range(0, 120).Select(i => $"s{i % 40}"));
        string?[] meanwhile = [.. rig.Sink.Records.TakeLast(120).Select(record => record.Target)];
        Assert.All(Enumerable.Range(0, 120), i => Assert.Equal(own[i % 40] == "a/m" ? meanwhile[i % 40] : own[i % 40], meanwhile[i]));
        Assert.Equal(["b/m", "pool/m"], Enumerable.Range(0, 40).Where(i => own[i] == "a/m").Select(i => meanwhile[i]!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_request_without_a_session_takes_its_turn()
    {
        using var rig = new PipelineRig(Aliases.Chat("chat: { strategy: weighted, sticky: session, targets: [ { model: a/m }, { model: b/m } ] }"));
        await AskAsync(rig, [null, null, null, null]);
        Assert.Equal(["a/m", "b/m", "a/m", "b/m"], rig.Sink.Records.Select(record => record.Target));
    }

    [Fact]
    public async Task A_session_keeps_its_credential_of_a_pool()
    {
        using var rig = new PipelineRig(Aliases.Chat("chat: { sticky: session, targets: { model: pool/m } }"));
        await AskAsync(rig, Enumerable.Range(0, 80).Select(i => $"s{i % 20}"));
        string[] credentials = [.. rig.Sink.Records.Select(record => Assert.Single(record.Attempts).Credential)];
        Assert.All(Enumerable.Range(0, 80), i => Assert.Equal(credentials[i % 20], credentials[i]));
        Assert.Equal(4, credentials.Distinct().Count());
    }

    [Theory]
    [InlineData("""{"model":"chat","messages":[{"role":"user","content":"hi"}],"user":"u"}""", true)]
    [InlineData("""{"model":"chat","messages":[{"role":"user","content":"hi"}],"safety_identifier":"u"}""", true)]
    [InlineData("""{"model":"chat","messages":[{"role":"user","content":"hi"}],"metadata":{"x":{},"user_id":"u"}}""", true)]
    [InlineData("""{"model":"chat","messages":[{"role":"user","content":"hi"}]}""", true, "x-headgate-metadata", """{"user":"u"}""")]
    [InlineData("""{"model":"chat","messages":[{"role":"user","content":"hi"}],"metadata":[]}""", false)]
    public async Task A_user_is_whom_the_body_or_the_metadata_names(string body, bool sticks, params string[] header)
    {
        using var rig = new PipelineRig(Aliases.Chat("chat: { strategy: weighted, sticky: user, targets: [ { model: a/m }, { model: b/m } ] }"));
        (string, string)[] headers = header is [var name, var value] ? [(name, value)] : [];
        for (int i = 0; i < 6; i++)
        {
            rig.Upstream.Answers(Wire.ChatReply);
            await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(body, headers: headers));
        }

        Assert.All(rig.Sink.Records, record => Assert.NotNull(record.Target));
        Assert.Equal(sticks ? 1 : 2, rig.Sink.Records.DistinctBy(record => record.Target).Count());
    }

    private static async Task AskAsync(PipelineRig rig, IEnumerable<string?> sessions)
    {
        foreach (string? session in sessions)
        {
            rig.Upstream.Answers(Wire.ChatReply);
            await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: session is null ? [] : [("x-headgate-session", session)]));
        }
    }
}
