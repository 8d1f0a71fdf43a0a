using System.Text;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.Anthropic;

/// <summary>Which requests of Claude clients cannot go up as they stand, because the calls in them are another vendor's.</summary>
public sealed class UnthoughtCallsTests
{
    private const string Enabled = """{"budget_tokens":2000,"type":"enabled"}""";
    private const string Asked = """{"role":"user","content":"Hi"}""";
    private const string Call = """{"type":"tool_use","id":"a","name":"f","input":{}}""";
    private const string Thought = """{"role":"assistant","content":[{"type":"thinking","thinking":"","signature":"c2ln"},""" + Call + "]}";
    private const string Redacted = """{"role":"assistant","content":[{"data":"cmVk","type":"redacted_thinking"},""" + Call + "]}";
    private const string Bare = """{"content":[{"type":"tool_use","id":"a","name":"f","input":{"type":"thinking"}}],"role":"assistant"}""";
    private const string Spoken = """{"role":"assistant","content":[{"type":"text","text":"Well"},""" + Call + "]}";
    private const string Plain = """{"role":"assistant","content":"Well"}""";
    private const string Result = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"x"}]}""";
    private const string Noted = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"},{"type":"text","text":"quick"}]}""";
    private const string Note = """{"role":"system","content":"Be brief."}""";

    [Theory]
    [InlineData(Asked, Bare, Result)]
    [InlineData(Asked, Spoken, Result)]
    [InlineData(Asked, Bare, Noted)]
    [InlineData(Asked, Bare, Result, Note)]
    [InlineData(Asked, Bare, Result, Asked)]
    [InlineData(Asked, Plain, Bare, Result)]
    [InlineData(Asked, Thought, Result, Plain, Asked, Bare, Result)]
    [InlineData(Asked, Bare, Result, Thought, Result)]
    public void A_turn_that_calls_without_thinking_first_does_not_go_up_as_it_stands(params string[] messages) =>
        Assert.True(WasElsewhere(Enabled, messages));

    [Theory]
    [InlineData(Asked)]
    [InlineData(Asked, Plain, Asked)]
    [InlineData(Asked, Thought, Result)]
    [InlineData(Asked, Redacted, Result)]
    [InlineData(Asked, Thought, Result, Bare, Result)]
    [InlineData(Asked, Thought, Result, Bare, Noted, Note)]
    [InlineData(Asked, Bare, Result, Plain, Asked)]
    [InlineData(Asked, Bare, Result, Plain, Asked, Thought, Result)]
    public void Earlier_turns_and_turns_that_began_with_thinking_go_up_as_they_are(params string[] messages) =>
        Assert.False(WasElsewhere(Enabled, messages));

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"type":"adaptive"}""")]
    [InlineData("""{"type":"disabled"}""")]
    [InlineData("""{"type":"between_tools"}""")]
    public void Only_thinking_within_a_budget_has_to_come_first(string thinking) => Assert.False(WasElsewhere(thinking, Asked, Bare, Result));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"role":"user","content":[]}""")]
    [InlineData("""{"role":"user","content":[7]}""")]
    [InlineData("""{"role":7,"content":{"type":"tool_result"}}""")]
    [InlineData("7")]
    public void What_makes_no_sense_is_the_vendors_to_refuse(string message) => Assert.False(WasElsewhere(Enabled, Asked, message));

    private static bool WasElsewhere(string thinking, params string[] messages)
    {
        string body = $$"""{"model":"m","messages":[{{string.Join(',', messages)}}],"thinking":{{thinking}}}""";
        Assert.True(JsonScan.TryScan(Encoding.UTF8.GetBytes(body), out JsonScan? scan, out _));
        bool wasElsewhere = NativeProtocols.Get(WireProtocol.AnthropicMessages).WasElsewhere(scan);
        Assert.Equal(wasElsewhere, NativeProtocols.Get(WireProtocol.AnthropicCountTokens).WasElsewhere(scan));
        return wasElsewhere;
    }
}
