using System.Text.Json;
using System.Text.Json.Nodes;
using Headgate.EndToEnd.Sdk.DotNet;

namespace Headgate.EndToEnd.Crosswise;

/// <summary>Replies of a vendor of the other kind have every member that the client's protocol requires, and none that it does not know.</summary>
public sealed class ReplySchemaTests(CrossingWorld world) : IClassFixture<CrossingWorld>
{
    private const string Chat = "/v1/chat/completions";
    private const string Messages = "/v1/messages";

    private static readonly string[] Required =
        ["id", "object", "created", "model", "usage", "choices/logprobs", "choices/finish_reason", "choices/index", "choices/message/refusal"];

    public static TheoryData<string> Behaviours() =>
        ["echo", "cached", "reasoning", "tools", "parallel-tools", "reasoning-parallel-tools", "lorem-200", "json"];

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task A_chat_completion_is_complete(string behaviour)
    {
        var reply = await world.CallAsync(Chat, ChatBody(behaviour, ""));

        Assert.Equal(200, reply.Status);
        SchemaCheck.Fits("chat.completion", reply.Json);
        var choice = Assert.Single(reply.Json.GetProperty("choices").EnumerateArray());
        var calls = choice.GetProperty("message").TryGetProperty("tool_calls", out var called) ? called.GetArrayLength() : 0;
        Assert.Equal(Finish(behaviour), choice.GetProperty("finish_reason").GetString());
        Assert.Equal(Calls(behaviour), calls);
        Assert.Equal(calls > 0, choice.GetProperty("message").GetProperty("content").ValueKind == JsonValueKind.Null);
        Assert.Equal(behaviour.Contains("reasoning", StringComparison.Ordinal), choice.GetProperty("message").TryGetProperty("reasoning_content", out _));
    }

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task The_chunks_of_a_chat_completion_are_complete(string behaviour)
    {
        var asked = await world.CallAsync(Chat, ChatBody(behaviour, ""","stream":true,"stream_options":{"include_usage":true}"""));
        var unasked = await world.CallAsync(Chat, ChatBody(behaviour, ""","stream":true"""));

        foreach (var (chunks, text) in new[] { (asked.Events[..^1], asked.Text), (unasked.Events, unasked.Text) })
        {
            Assert.All(chunks, chunk => SchemaCheck.Fits("chat.completion.chunk", chunk));
            Assert.Single(chunks.Select(chunk => (chunk.GetProperty("id").GetString(), chunk.GetProperty("created").GetInt64())).Distinct());
            var choices = chunks.Select(chunk => Assert.Single(chunk.GetProperty("choices").EnumerateArray())).ToList();
            Assert.Equal("assistant", choices[0].GetProperty("delta").GetProperty("role").GetString());
            Assert.All(choices[1..], choice => Assert.False(choice.GetProperty("delta").TryGetProperty("role", out _)));
            Assert.All(choices[..^1], choice => Assert.Equal(JsonValueKind.Null, choice.GetProperty("finish_reason").ValueKind));
            Assert.Equal(Finish(behaviour), choices[^1].GetProperty("finish_reason").GetString());
            Assert.Empty(choices[^1].GetProperty("delta").EnumerateObject());
            Assert.EndsWith("data: [DONE]\n\n", text, StringComparison.Ordinal);
        }

        Assert.All(unasked.Events, chunk => Assert.False(chunk.TryGetProperty("usage", out _)));
        Assert.All(asked.Events[..^1], chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
        SchemaCheck.Fits("chat.completion.chunk", asked.Events[^1]);
        Assert.Empty(asked.Events[^1].GetProperty("choices").EnumerateArray());
        Assert.Equal(asked.Record.Usage!.Output, asked.Events[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt64());
    }

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task A_message_is_complete(string behaviour)
    {
        var reply = await world.CallAsync(Messages, MessageBody(behaviour, ""));

        Assert.Equal(200, reply.Status);
        SchemaCheck.Fits("message", reply.Json);
        var types = reply.Json.GetProperty("content").EnumerateArray().Select(block => block.GetProperty("type").GetString()).ToList();
        Assert.Equal(StopReason(behaviour), reply.Json.GetProperty("stop_reason").GetString());
        Assert.Equal(Calls(behaviour), types.Count(type => type == "tool_use"));
        Assert.Equal(behaviour.Contains("reasoning", StringComparison.Ordinal), types[0] == "thinking");
    }

    [Theory]
    [MemberData(nameof(Behaviours))]
    public async Task The_events_of_a_message_are_complete_and_in_order(string behaviour)
    {
        var reply = await world.CallAsync(Messages, MessageBody(behaviour, ""","stream":true"""));

        var events = reply.Events.Where(one => Type(one) != "ping").ToList();
        Assert.Equal("message_start", Type(events[0]));
        Assert.Equal("message_delta", Type(events[^2]));
        Assert.Equal("message_stop", Type(events[^1]));
        SchemaCheck.Fits("message", events[0].GetProperty("message"));
        Assert.Equal(StopReason(behaviour), events[^2].GetProperty("delta").GetProperty("stop_reason").GetString());
        Assert.Equal(reply.Record.Usage!.Output, events[^2].GetProperty("usage").GetProperty("output_tokens").GetInt64());
        var blocks = Blocks(events[1..^2]);
        Assert.Equal(Calls(behaviour), blocks.Count(type => type == "tool_use"));
        var names = reply.Text.Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).Select(line => line["event: ".Length..]);
        Assert.Equal(reply.Events.Select(Type), names);
    }

    [Fact]
    public async Task A_reply_that_lacks_a_required_member_does_not_fit()
    {
        var reply = await world.CallAsync(Chat, ChatBody("parallel-tools", ""));

        foreach (var path in Required)
        {
            var lacking = JsonNode.Parse(reply.Text)!;
            var steps = path.Split('/');
            var holder = steps[..^1].Aggregate(lacking, (at, step) => at[step] is JsonArray list ? list[0]! : at[step]!);
            holder.AsObject().Remove(steps[^1]);
            Assert.Single(SchemaCheck.Flaws("chat.completion", JsonElement.Parse(lacking.ToJsonString())));
        }
    }

    /// <summary>The types of the blocks; only one is open at a time, and their indices count up.</summary>
    private static List<string> Blocks(List<JsonElement> events)
    {
        List<string> types = [];
        var open = false;
        foreach (var one in events)
        {
            Assert.Equal(Type(one) == "content_block_start", !open);
            open = Type(one) != "content_block_stop";
            if (Type(one) == "content_block_start")
                types.Add(one.GetProperty("content_block").GetProperty("type").GetString()!);
            Assert.Equal(types.Count - 1, one.GetProperty("index").GetInt32());
        }

        Assert.False(open);
        return types;
    }

    private static string Type(JsonElement one) => one.GetProperty("type").GetString()!;

    private static int Calls(string behaviour) =>
        behaviour.Contains("parallel", StringComparison.Ordinal) ? 2 : behaviour.Contains("tools", StringComparison.Ordinal) ? 1 : 0;

    private static string Finish(string behaviour) => (Calls(behaviour), behaviour) switch
    {
        (> 0, _) => "tool_calls",
        (_, "lorem-200") => "length",
        _ => "stop",
    };

    private static string StopReason(string behaviour) => Finish(behaviour) switch
    {
        "tool_calls" => "tool_use",
        "length" => "max_tokens",
        _ => "end_turn",
    };

    private static string ChatBody(string behaviour, string members) => $$"""
        {"model":"claude/{{behaviour}}","max_completion_tokens":100,"messages":[{"role":"user","content":"one two three"}]{{members}}
        {{(behaviour == "json"
            ? $$$""","response_format":{"type":"json_schema","json_schema":{"name":"forecast","schema":{{{Forecast.Schema}}}}}"""
            : $$$""","tools":[{"type":"function","function":{"name":"weather","parameters":{{{Forecast.Schema}}}}}]""")}}}
        """;

    private static string MessageBody(string behaviour, string members) => $$"""
        {"model":"openai/{{behaviour}}","max_tokens":100,"messages":[{"role":"user","content":"one two three"}]{{members}}
        {{(behaviour == "json"
            ? $$$""","output_config":{"format":{"type":"json_schema","schema":{{{Forecast.Schema}}}}}"""
            : $$$""","tools":[{"name":"weather","input_schema":{{{Forecast.Schema}}}}]""")}}}
        """;
}
