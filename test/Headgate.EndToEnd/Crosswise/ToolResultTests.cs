using System.Text.Json;
using Headgate.EndToEnd.Sdk.DotNet;

namespace Headgate.EndToEnd.Crosswise;

/// <summary>Conversations with tools that only one of the protocols has a place for, as the other kind of vendor receives them.</summary>
public sealed class ToolResultTests(CrossingWorld world) : IClassFixture<CrossingWorld>
{
    [Fact]
    public async Task Results_of_parallel_calls_reach_Claude_as_one_turn_before_what_the_user_adds()
    {
        var reply = await world.CallAsync("/v1/chat/completions", """
            {"model":"claude/echo","messages":[{"role":"developer","content":"be nice"},{"role":"user","content":"weather?"},
            {"role":"assistant","content":"","tool_calls":[{"id":"call:1","type":"function","function":{"name":"weather","arguments":""}},
            {"id":"call:2","type":"function","function":{"name":"weather","arguments":"not json"}}]},
            {"role":"tool","tool_call_id":"call:2","content":"sun"},{"role":"tool","tool_call_id":"call:1","content":[{"type":"text","text":"rain"}]},
            {"role":"user","content":"in short"}],"tools":[{"type":"function","function":{"name":"weather"}}],"parallel_tool_calls":false}
            """);

        Assert.Equal(200, reply.Status);
        Assert.Equal("in short", reply.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        var body = reply.Received;
        Assert.True(body.GetProperty("max_tokens").GetInt64() > 0);
        Assert.Equal("object", body.GetProperty("tools")[0].GetProperty("input_schema").GetProperty("type").GetString());
        Assert.True(body.GetProperty("tool_choice").GetProperty("disable_parallel_tool_use").GetBoolean());
        var messages = body.GetProperty("messages");
        Assert.Equal(["user", "assistant", "user"], messages.EnumerateArray().Select(message => message.GetProperty("role").GetString()));
        Assert.Equal(["tool_use", "tool_use"], Types(messages[1]));
        Assert.Equal(["tool_result", "tool_result", "text"], Types(messages[2]));
        var called = messages[1].GetProperty("content").EnumerateArray().Select(block => block.GetProperty("id").GetString()).ToHashSet();
        var answered = messages[2].GetProperty("content").EnumerateArray().Take(2).Select(block => block.GetProperty("tool_use_id").GetString());
        Assert.Equal(called, answered.ToHashSet());
    }

    [Fact]
    public async Task A_call_that_was_never_answered_is_answered_for_Claude()
    {
        var reply = await world.CallAsync("/v1/chat/completions", """
            {"model":"claude/echo","messages":[{"role":"user","content":"weather?"},
            {"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"weather","arguments":"{}"}}]},
            {"role":"user","content":"never mind"}],"tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]}
            """);

        Assert.Equal(200, reply.Status);
        Assert.Equal("never mind", reply.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal("tool_result", Types(reply.Received.GetProperty("messages")[2])[0]);
    }

    [Fact]
    public async Task Results_reach_OpenAI_as_messages_of_their_own_before_what_the_user_adds()
    {
        var image = $$"""{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{Pixel.Base64}}"} }""";
        var reply = await world.CallAsync("/v1/messages", $$"""
            {"model":"openai/echo","max_tokens":100,"system":[{"type":"text","text":"be nice","cache_control":{"type":"ephemeral"} }],
            "messages":[{"role":"user","content":"weather?"},{"role":"assistant","content":[{"type":"text","text":"I look."},
            {"type":"tool_use","id":"a","name":"weather","input":{"city":"Paris"} },{"type":"tool_use","id":"b","name":"weather","input":{} }]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"b","content":[{"type":"text","text":"see"},{{image}}]},
            {"type":"tool_result","tool_use_id":"a","is_error":true,"content":"no such city"},{"type":"text","text":"in short"}]}],
            "tools":[{"name":"weather","input_schema":{{Forecast.Schema}} }],"tool_choice":{"type":"auto","disable_parallel_tool_use":true},
            "stop_sequences":["STOP"],"metadata":{"user_id":"u1"} }
            """);

        Assert.Equal(200, reply.Status);
        var body = reply.Received;
        var messages = body.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(["system", "user", "assistant", "tool", "tool", "user"], messages.Select(message => message.GetProperty("role").GetString()).Take(6));
        Assert.Equal(["b", "a"], messages[3..5].Select(message => message.GetProperty("tool_call_id").GetString()));
        Assert.Contains("no such city", messages[4].GetRawText(), StringComparison.Ordinal);
        Assert.Contains(Pixel.Base64, body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("""{"city":"Paris"}""", messages[2].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
        Assert.False(body.GetProperty("parallel_tool_calls").GetBoolean());
        Assert.Contains("STOP", body.GetProperty("stop").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("in short", reply.Json.GetProperty("content")[0].GetProperty("text").GetString()!, StringComparison.Ordinal);
    }

    private static List<string?> Types(JsonElement message) =>
        [.. message.GetProperty("content").EnumerateArray().Select(block => block.GetProperty("type").GetString())];
}
