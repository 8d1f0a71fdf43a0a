using System.Text.Json;
using System.Text.Json.Nodes;
using Headgate.EndToEnd.Sdk.DotNet;

namespace Headgate.EndToEnd.Crosswise;

/// <summary>Signed thinking outlives a client that has no field for it.</summary>
public sealed class ReasoningTests(CrossingWorld world) : IClassFixture<CrossingWorld>
{
    private const string Path = "/v1/chat/completions";

    [Theory]
    [InlineData("claude/reasoning-tools", false)]
    [InlineData("claude/reasoning-tools", true)]
    [InlineData("claude/claude-sonnet-4-5:reasoning-parallel-tools", false)]
    [InlineData("claude/claude-sonnet-4-5:reasoning-parallel-tools", true)]
    [InlineData("claude/claude-opus-4-7:reasoning-parallel-tools", false)]
    [InlineData("claude/claude-opus-4-7:reasoning-parallel-tools", true)]
    public async Task Thinking_comes_back_before_the_calls_that_it_led_to(string model, bool stream)
    {
        JsonArray messages = [User("weather?")];
        var first = await AskAsync(model, messages, stream);
        Answer(messages, first, stream);
        var second = await AskAsync(model, messages, stream);
        messages.Add(JsonNode.Parse("""{"role":"assistant","content":"It rains."}"""));
        messages.Add(User("and tomorrow?"));
        var third = await AskAsync(model, messages, stream);
        Answer(messages, third, stream);
        var fourth = await AskAsync(model, messages, stream);

        Assert.All(new[] { first, second, third, fourth }, reply => Assert.Equal(200, reply.Status));
        var replayed = Assert.Single(Thoughts(second));
        Assert.StartsWith("The user said: weather?", replayed.GetProperty("thinking").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(replayed.GetProperty("signature").GetString()!);
        Assert.Equal(2, Thoughts(fourth).Count);
        // What was once sent stays as it was: the vendor's prompt cache depends on it.
        foreach (var (earlier, later) in new[] { (first, second), (second, third), (third, fourth) })
            Assert.StartsWith(Turns(earlier)[..^1], Turns(later), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_thoughts_a_conversation_goes_on_without_thinking()
    {
        JsonArray messages =
        [
            User("weather?"),
            JsonNode.Parse("""{"role":"assistant","tool_calls":[{"id":"from-elsewhere","type":"function","function":{"name":"weather","arguments":"{}"}}]}"""),
            JsonNode.Parse("""{"role":"tool","tool_call_id":"from-elsewhere","content":"rain"}"""),
        ];

        var reply = await AskAsync("claude/claude-sonnet-4-5:reasoning-parallel-tools", messages, stream: false);

        Assert.Equal(200, reply.Status);
        Assert.Contains("$.reasoning_effort", reply.Losses);
        Assert.Equal("The tool answered: rain", reply.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("hg.responses.abc")]
    public async Task A_conversation_that_began_at_another_vendor_goes_on_at_Claude(string signature)
    {
        var reply = await world.CallAsync("/v1/messages", $$"""
            {"model":"claude/echo","max_tokens":4096,"context_management":{"edits":[]},"messages":[
              {"role":"user","content":"one"},
              {"role":"assistant","content":[
                {"type":"thinking","thinking":"Somebody else's.","signature":"{{signature}}"},{"type":"text","text":"two"}]},
              {"role":"user","content":"three"}]}
            """);

        Assert.Equal(200, reply.Status);
        Assert.Equal(["$.messages[1].content[0]"], reply.Losses);
        Assert.DoesNotContain("Somebody", reply.Received.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("/v1/messages", reply.Calls[^1].PathAndQuery);
        Assert.True(reply.Received.TryGetProperty("context_management", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hg.responses.abc")]
    public async Task A_conversation_that_was_at_another_vendor_is_counted_here(string signature)
    {
        var reply = await world.CallAsync("/v1/messages/count_tokens", $$"""
            {"model":"claude/echo","messages":[{"role":"user","content":"one"},
            {"role":"assistant","content":[{"type":"thinking","thinking":"Somebody else's.","signature":"{{signature}}"},{"type":"text","text":"two"}]},
            {"role":"user","content":"three"}]}
            """);

        Assert.Equal(200, reply.Status);
        Assert.True(reply.Json.GetProperty("input_tokens").GetInt32() > 0);
        Assert.Empty(reply.Calls);
    }

    [Fact]
    public async Task A_turn_of_nothing_but_another_vendors_thinking_still_stands_between_the_users()
    {
        var reply = await world.CallAsync("/v1/messages", """
            {"model":"claude/echo","max_tokens":4096,"messages":[
              {"role":"user","content":"one"},
              {"role":"assistant","content":[{"type":"thinking","thinking":"Somebody else's.","signature":""}]},
              {"role":"user","content":"three"}]}
            """);

        Assert.Equal(200, reply.Status);
        Assert.Equal(3, reply.Received.GetProperty("messages").GetArrayLength());
        Assert.Contains("cut off", reply.Received.GetProperty("messages")[1].GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("claude/claude-sonnet-4-5:reasoning-parallel-tools")]
    [InlineData("claude-second-thinking")]
    public async Task Calls_that_another_vendor_made_are_answered_by_Claude_without_thinking(string model)
    {
        var reply = await world.CallAsync("/v1/messages", $$"""
            {"model":"{{model}}","max_tokens":4096,"thinking":{"type":"enabled","budget_tokens":1024},
            "context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"},{"type":"clear_tool_uses_20250919"}]},"messages":[
              {"role":"user","content":"weather?"},
              {"role":"assistant","content":[{"type":"tool_use","id":"from-elsewhere","name":"weather","input":{} }]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"from-elsewhere","content":"rain"}]}],
            "tools":[{"name":"weather","input_schema":{{Forecast.Schema}} }]}
            """);

        Assert.Equal(200, reply.Status);
        Assert.Equal(["$.thinking", "$.context_management.edits[0]"], reply.Losses);
        Assert.Equal("/v1/messages", reply.Calls[^1].PathAndQuery);
        Assert.False(reply.Received.TryGetProperty("thinking", out _));
        Assert.Equal("""{"edits":[{"type":"clear_tool_uses_20250919"}]}""", reply.Received.GetProperty("context_management").GetRawText());
        Assert.Equal("The tool answered: rain", reply.Json.GetProperty("content").EnumerateArray().Last().GetProperty("text").GetString());
    }

    private Task<CrossingReply> AskAsync(string model, JsonArray messages, bool stream) => world.CallAsync(Path, $$"""
        {"model":"{{model}}","reasoning_effort":"low","messages":{{messages.ToJsonString()}},"stream":{{(stream ? "true" : "false")}},
        "tools":[{"type":"function","function":{"name":"weather","parameters":{{Forecast.Schema}} } }]}
        """);

    /// <summary>Adds the calls as a client keeps them, which is without the thinking, and the tools' answers.</summary>
    private static void Answer(JsonArray messages, CrossingReply reply, bool stream)
    {
        var ids = stream
            ? reply.Events.SelectMany(chunk => chunk.GetProperty("choices").EnumerateArray())
                .Select(choice => choice.GetProperty("delta"))
                .SelectMany(delta => delta.TryGetProperty("tool_calls", out var calls) ? calls.EnumerateArray() : [])
                .Where(call => call.TryGetProperty("id", out _))
            : reply.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls").EnumerateArray();
        var called = ids.Select(call => call.GetProperty("id").GetString()!).ToList();
        Assert.NotEmpty(called);
        var calls = called.Select(id => $$"""
            {"id":"{{id}}","type":"function","function":{"name":"weather","arguments":"{\"city\":\"text\",\"days\":1}"} }
            """);
        messages.Add(JsonNode.Parse($$"""{"role":"assistant","content":null,"tool_calls":[{{string.Join(',', calls)}}]}"""));
        foreach (var id in called)
            messages.Add(JsonNode.Parse($$"""{"role":"tool","tool_call_id":"{{id}}","content":"rain"}"""));
    }

    private static List<JsonElement> Thoughts(CrossingReply reply) =>
    [
        .. reply.Received.GetProperty("messages").EnumerateArray()
            .Where(message => message.GetProperty("content").ValueKind == JsonValueKind.Array)
            .SelectMany(message => message.GetProperty("content").EnumerateArray())
            .Where(block => block.GetProperty("type").GetString() == "thinking"),
    ];

    private static string Turns(CrossingReply reply) => reply.Received.GetProperty("messages").GetRawText();

    private static JsonNode User(string text) => new JsonObject { ["role"] = "user", ["content"] = text };
}
