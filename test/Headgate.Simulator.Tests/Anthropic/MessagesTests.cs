using System.Text.Json;

namespace Headgate.Simulator.Tests.Anthropic;

public sealed class MessagesTests
{
    private const string Path = "/v1/messages";

    private static string Body(string model, string extra = "") =>
        $$"""{"model":"{{model}}","max_tokens":1000,"messages":[{"role":"user","content":"one two three"}]{{extra}}}""";

    [Fact]
    public async Task Echoes_with_every_member_of_a_message()
    {
        await using var rig = await Rig.StartAsync();
        var reply = (await rig.PostAsync(Path + "?beta=true", Body("cached"))).Json;
        Assert.StartsWith("msg_01", reply.TextAt("id"), StringComparison.Ordinal);
        Assert.Equal("message", reply.TextAt("type"));
        Assert.Equal("one two three", reply.TextAt("content.0.text"));
        Assert.Equal("end_turn", reply.TextAt("stop_reason"));
        Assert.Equal(JsonValueKind.Null, reply.At("stop_sequence").ValueKind);
        Assert.Equal(3, reply.NumberAt("usage.input_tokens"));
        Assert.Equal(1000, reply.NumberAt("usage.cache_read_input_tokens"));
        Assert.Equal(100, reply.NumberAt("usage.cache_creation_input_tokens"));
        Assert.Equal(60, reply.NumberAt("usage.cache_creation.ephemeral_5m_input_tokens"));
        Assert.Equal(40, reply.NumberAt("usage.cache_creation.ephemeral_1h_input_tokens"));
        Assert.Equal(3, reply.NumberAt("usage.output_tokens"));
    }

    [Fact]
    public async Task Streams_named_events_in_order_with_cumulative_usage_at_the_end()
    {
        await using var rig = await Rig.StartAsync();
        var events = await rig.StreamAsync(Path, Body("echo", ""","stream":true"""));
        Assert.Equal(
            ["message_start", "ping", "content_block_start", "content_block_delta", "content_block_delta", "content_block_delta",
             "content_block_stop", "message_delta", "message_stop"],
            events.Select(e => e.Name));
        Assert.All(events, e => Assert.Equal(e.Name, e.Json.TextAt("type")));
        Assert.Empty(events[0].Json.At("message.content").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, events[0].Json.At("message.stop_reason").ValueKind);
        Assert.Equal("one two three", string.Concat(events[3..6].Select(e => e.Json.TextAt("delta.text"))));
        Assert.Equal("end_turn", events[7].Json.TextAt("delta.stop_reason"));
        Assert.Equal(3, events[7].Json.NumberAt("usage.output_tokens"));
    }

    [Fact]
    public async Task Thinks_first_signs_it_and_takes_it_back_only_unchanged()
    {
        await using var rig = await Rig.StartAsync();
        var block = (await rig.PostAsync(Path, Body("reasoning"))).Json.At("content.0");
        Assert.Equal("thinking", block.TextAt("type"));
        Assert.Equal(200, (await ReplayAsync(rig, block.GetRawText())).Status);
        var omitted = $$"""{"type":"thinking","thinking":"","signature":"{{block.TextAt("signature")}}"}""";
        Assert.Equal(200, (await ReplayAsync(rig, omitted)).Status);
        var edited = block.GetRawText().Replace("The user said", "The user did not say", StringComparison.Ordinal);
        var refusal = await ReplayAsync(rig, edited);
        Assert.Equal(400, refusal.Status);
        Assert.Contains("signature", refusal.Json.TextAt("error.message"), StringComparison.Ordinal);
        Assert.Equal(400, (await ReplayAsync(rig, """{"type":"thinking","thinking":"x","signature":"Zm9yZ2Vk"}""")).Status);
        await using var other = await Rig.StartAsync(new SimulatorOptions { Seed = 7 });
        Assert.Equal(400, (await ReplayAsync(other, block.GetRawText())).Status);
    }

    [Fact]
    public async Task Streams_thinking_with_its_signature_last_and_only_that_when_it_is_to_be_omitted()
    {
        await using var rig = await Rig.StartAsync();
        var shown = await rig.StreamAsync(Path, Body("reasoning", ""","stream":true"""));
        var deltas = shown.Where(e => e.Name == "content_block_delta" && e.Json.NumberAt("index") == 0)
            .Select(e => e.Json.At("delta")).ToList();
        Assert.Equal("signature_delta", deltas[^1].TextAt("type"));
        Assert.All(deltas[..^1], d => Assert.Equal("thinking_delta", d.TextAt("type")));
        var omitting = ""","stream":true,"thinking":{"type":"adaptive","display":"omitted"}""";
        var hidden = await rig.StreamAsync(Path, Body("reasoning", omitting));
        Assert.DoesNotContain(hidden, e => e.Data.Contains("thinking_delta", StringComparison.Ordinal));
        var same = hidden.Single(e => e.Data.Contains("signature_delta", StringComparison.Ordinal));
        Assert.Equal(deltas[^1].TextAt("signature"), same.Json.TextAt("delta.signature"));
        Assert.Equal(shown[^2].Json.At("usage").GetRawText(), hidden[^2].Json.At("usage").GetRawText());
    }

    [Fact]
    public async Task Uses_tools_and_quotes_their_results()
    {
        await using var rig = await Rig.StartAsync();
        var tools = ""","tools":[{"name":"weather","input_schema":{"type":"object","properties":{"city":{"type":"string"}}}}]""";
        var reply = (await rig.PostAsync(Path, Body("tools", tools))).Json;
        Assert.Equal("tool_use", reply.TextAt("stop_reason"));
        Assert.Equal("city", reply.TextAt("content.0.input.city"));
        var events = await rig.StreamAsync(Path, Body("parallel-tools", tools + ""","stream":true"""));
        Assert.Equal(2, events.Count(e => e.Name == "content_block_start"));
        var input = events.Where(e => e.Name == "content_block_delta" && e.Json.NumberAt("index") == 1);
        Assert.Equal("""{"city":"city"}""", string.Concat(input.Select(e => e.Json.TextAt("delta.partial_json"))));

        var second = $$"""
            {"model":"tools","max_tokens":100{{tools}},"messages":[{"role":"user","content":"?"},
            {"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"weather","input":{} }]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"sunny"}]},
            {"type":"text","text":"a note"}]}]}
            """;
        Assert.Equal("The tool answered: sunny", (await rig.PostAsync(Path, second)).Json.TextAt("content.0.text"));
        var echo = second.Replace("\"tools\",\"max", "\"echo\",\"max", StringComparison.Ordinal);
        Assert.Equal("a note", (await rig.PostAsync(Path, echo)).Json.TextAt("content.0.text"));
    }

    [Fact]
    public async Task Counts_the_tokens_that_the_message_would_be_billed_and_bills_nothing_for_it()
    {
        await using var rig = await Rig.StartAsync();
        var body = """
            {"model":"echo","system":"be nice","messages":[{"role":"user","content":[{"type":"text","text":"hi there"},
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]}]}
            """;
        var reply = await rig.PostAsync(Path + "/count_tokens?beta=true", body);
        Assert.Equal("""{"input_tokens":89}""", reply.Text);
        Assert.Empty(rig.Server.Totals);
        var answer = await rig.PostAsync(Path, body.Replace("\"system\"", "\"max_tokens\":9,\"system\"", StringComparison.Ordinal));
        Assert.Equal(89, answer.Json.NumberAt("usage.input_tokens"));
        Assert.Equal("hi there [1 image]", answer.Json.TextAt("content.0.text"));
    }

    [Fact]
    public async Task Honours_the_output_format_the_bound_and_stop_sequences()
    {
        await using var rig = await Rig.StartAsync();
        var format = ""","output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{"a":{"const":5}}}}}""";
        Assert.Equal("""{"a":5}""", (await rig.PostAsync(Path, Body("json", format))).Json.TextAt("content.0.text"));
        var stopped = (await rig.PostAsync(Path, Body("echo", ""","stop_sequences":[" three"]"""))).Json;
        Assert.Equal("stop_sequence", stopped.TextAt("stop_reason"));
        Assert.Equal(" three", stopped.TextAt("stop_sequence"));
        var warmed = Body("echo").Replace("1000", "0", StringComparison.Ordinal);
        var empty = (await rig.PostAsync(Path, warmed)).Json;
        Assert.Equal("max_tokens", empty.TextAt("stop_reason"));
        Assert.Empty(empty.At("content").EnumerateArray());
    }

    [Theory]
    [InlineData("""{"model":"echo","messages":[{"role":"user","content":"x"}]}""", "max_tokens")]
    [InlineData("""{"model":"echo","max_tokens":5}""", "messages")]
    [InlineData("""{"model":"echo","max_tokens":5,"messages":[]}""", "messages")]
    [InlineData("""{"model":"echo","max_tokens":5,"messages":[{"role":"tool","content":"x"}]}""", "messages.0.role")]
    [InlineData("""{"model":"echo","max_tokens":5,"messages":[{"role":"user","content":[{"text":"x"}]}]}""", "messages.0.content.0.type")]
    [InlineData("""{"model":"echo","max_tokens":5,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url"}}]}]}""",
        "messages.0.content.0.source")]
    [InlineData("""{"model":"echo","max_tokens":5,"stream":1,"messages":[{"role":"user","content":"x"}]}""", "stream")]
    public async Task Refuses_a_bad_request_and_names_the_field(string body, string field)
    {
        await using var rig = await Rig.StartAsync();
        var reply = await rig.PostAsync(Path, body);
        Assert.Equal(400, reply.Status);
        Assert.Equal(["type", "error", "request_id"], reply.Json.Names());
        Assert.Equal("invalid_request_error", reply.Json.TextAt("error.type"));
        Assert.StartsWith(field, reply.Json.TextAt("error.message"), StringComparison.Ordinal);
        Assert.Equal(reply.Header("request-id"), reply.Json.TextAt("request_id"));
    }

    [Fact]
    public async Task Demands_a_version_it_knows()
    {
        await using var rig = await Rig.StartAsync();
        foreach (var version in new[] { null, "2020-01-01" })
        {
            rig.Client.DefaultRequestHeaders.Remove("anthropic-version");
            if (version is not null)
                rig.Client.DefaultRequestHeaders.Add("anthropic-version", version);
            var reply = await rig.PostAsync(Path, Body("echo"));
            Assert.Equal(400, reply.Status);
            Assert.StartsWith("anthropic-version", reply.Json.TextAt("error.message"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(""","temperature":1""")]
    [InlineData(""","top_p":1""")]
    [InlineData(""","top_k":1""")]
    public async Task Refuses_sampling_since_version_2026_10_21_only(string extra)
    {
        await using var rig = await Rig.StartAsync();
        Assert.Equal(200, (await rig.PostAsync(Path, Body("echo", extra))).Status);
        rig.Client.DefaultRequestHeaders.Remove("anthropic-version");
        rig.Client.DefaultRequestHeaders.Add("anthropic-version", "2026-10-21");
        Assert.Equal(400, (await rig.PostAsync(Path, Body("echo", extra))).Status);
        Assert.Equal(200, (await rig.PostAsync(Path, Body("echo"))).Status);
    }

    private static Task<Rig.Reply> ReplayAsync(Rig rig, string block) => rig.PostAsync(Path, $$"""
        {"model":"echo","max_tokens":100,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{{block}}]},
        {"role":"user","content":"b"}]}
        """);
}
