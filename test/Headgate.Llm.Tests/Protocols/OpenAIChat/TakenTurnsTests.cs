using Headgate.Llm.Framing;
using Headgate.Llm.Protocols.OpenAIChat;
using Headgate.Llm.Providers;

namespace Headgate.Llm.Tests.Protocols.OpenAIChat;

public sealed class TakenTurnsTests
{
    private const string System = """{"role":"system","content":"s"}""";
    private const string User = """{"role":"user","content":"u"}""";
    private const string Model = """{"role":"assistant","content":"m"}""";
    private const string Result = """{"role":"tool","tool_call_id":"c","content":"r"}""";

    [Theory]
    [InlineData(true, User)]
    [InlineData(true, System, System, User, Model, User)]
    [InlineData(true, User, Model, Result)]
    [InlineData(false, User, Model)]
    [InlineData(false, User, User)]
    [InlineData(false, User, Model, Model, User)]
    [InlineData(false, User, System)]
    [InlineData(false, System, User, Model, System, User)]
    public void Are_told_from_their_roles(bool takesTurns, params string[] messages)
    {
        string body = $$"""{"model":"sonar","messages":[{{string.Join(',', messages)}}]}""";
        Assert.True(JsonScan.TryScan(global::System.Text.Encoding.UTF8.GetBytes(body), out JsonScan? scan, out _));
        Assert.Equal(takesTurns, ChatDialect.Takes(ProviderCatalog.Find("perplexity")!, scan));
        Assert.True(ChatDialect.Takes(ProviderCatalog.Find("vllm")!, scan));
    }

    [Fact]
    public void Neighbours_of_one_role_become_one_message()
    {
        ChatRig.Written sent = ChatRig.Send(ChatRig.Said(System, User, User, Model, Model, System, User), "perplexity", "sonar");
        Assert.Equal(["system", "user", "assistant", "user"], sent.Body["messages"]!.AsArray().Select(message => (string)message!["role"]!));
        Assert.Equal("""[{"type":"text","text":"s"},{"type":"text","text":"u"}]""", sent.At("messages", 3, "content"));
        Assert.Equal(["$.messages[5].role"], sent.LostPaths);
    }

    [Fact]
    public void The_speakers_of_what_is_joined_are_lost()
    {
        ChatRig.Written sent = ChatRig.Send(ChatRig.Said(User, """{"role":"user","name":"ann","content":"v"}"""), "perplexity", "sonar");
        Assert.Equal(["$.messages[1].name"], sent.LostPaths);
        Assert.Equal("""[{"type":"text","text":"u"},{"type":"text","text":"v"}]""", sent.At("messages", 0, "content"));
    }

    [Fact]
    public void The_models_own_beginning_is_lost()
    {
        ChatRig.Written sent = ChatRig.Send(ChatRig.Said(User, Model), "perplexity", "sonar");
        Assert.Equal(["$.messages[1]"], sent.LostPaths);
        Assert.Single(sent.Body["messages"]!.AsArray());
    }

    [Fact]
    public void A_long_run_is_joined_in_one_pass()
    {
        string[] said = [.. Enumerable.Repeat(User, 100_000)];
        Assert.Equal(100_000, ChatRig.Send(ChatRig.Said(said), "perplexity", "sonar").Body["messages"]![0]!["content"]!.AsArray().Count);
    }

    [Fact]
    public void Whoever_wants_none_gets_the_messages_as_they_are() =>
        Assert.Equal(2, ChatRig.Send(ChatRig.Said(User, User), "vllm", "m").Body["messages"]!.AsArray().Count);
}
