using System.Text.Json;
using Headgate.EndToEnd.Wire;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Worlds;

/// <summary>What a vendor may receive from a client of another protocol: the same said in its own words, and no word of the other's.</summary>
internal static class TranslationCheck
{
    private static readonly HashSet<string> ChatMembers =
    [
        "model", "messages", "stream", "stream_options", "max_completion_tokens", "tools", "tool_choice", "parallel_tool_calls", "response_format",
        "reasoning_effort", "temperature", "top_p", "stop", "safety_identifier", "user", "service_tier", "prompt_cache_key",
    ];

    private static readonly HashSet<string> MessagesMembers =
    [
        "model", "messages", "stream", "max_tokens", "system", "tools", "tool_choice", "output_config", "thinking", "temperature", "top_p",
        "stop_sequences", "metadata", "service_tier",
    ];

    public static void Call(WireExchange exchange, SimulatedCall call, string upstreamModel)
    {
        using var sent = JsonDocument.Parse(exchange.Body);
        using var received = JsonDocument.Parse(call.Body);
        Assert.Equal(upstreamModel, call.Model);
        Assert.Equal(IsStream(sent.RootElement) || exchange.Path.EndsWith(":streamGenerateContent", StringComparison.Ordinal), call.IsStream);
        if (call.PathAndQuery.StartsWith("/v1beta/", StringComparison.Ordinal))
            ToGemini(exchange, sent.RootElement, received.RootElement, call);
        else if (call.PathAndQuery == "/v1/chat/completions")
            ToChat(exchange, sent.RootElement, received.RootElement, call);
        else if (!call.PathAndQuery.StartsWith("/model/", StringComparison.Ordinal) && call.PathAndQuery != "/api/chat") // These refuse what they do not know.
            ToMessages(exchange, sent.RootElement, received.RootElement, call);
    }

    private static void ToChat(WireExchange exchange, JsonElement sent, JsonElement received, SimulatedCall call)
    {
        Assert.Null(call.Header("anthropic-version"));
        Assert.Subset(ChatMembers, Names(received));
        if (sent.TryGetProperty("max_tokens", out var most))
            Assert.Equal(most.GetInt64(), received.GetProperty("max_completion_tokens").GetInt64());
        AssertSameGist(exchange, sent, Gist.OfChat(received));
        if (IsStream(received))
            Assert.True(received.GetProperty("stream_options").GetProperty("include_usage").GetBoolean());
    }

    private static void ToMessages(WireExchange exchange, JsonElement sent, JsonElement received, SimulatedCall call)
    {
        Assert.Equal("/v1/messages", call.PathAndQuery);
        Assert.Equal("2023-06-01", call.Header("anthropic-version"));
        Assert.Subset(MessagesMembers, Names(received));
        AssertSameGist(exchange, sent, Gist.OfMessages(received, answersByTool: WantsShape(sent)));
        if (sent.TryGetProperty("reasoning_effort", out _) || sent.TryGetProperty("reasoning", out _))
            Thinks(received);
    }

    private static void ToGemini(WireExchange exchange, JsonElement sent, JsonElement received, SimulatedCall call)
    {
        Assert.EndsWith(call.IsStream ? ":streamGenerateContent?alt=sse" : ":generateContent", call.PathAndQuery, StringComparison.Ordinal);
        Assert.Null(call.Header("anthropic-version"));
        Assert.Equal(SaidBy(sent, GeminiGist.WithoutIds(GistOf(exchange, sent))), SaidBy(sent, GeminiGist.Of(received)));
    }

    private static void AssertSameGist(WireExchange exchange, JsonElement sent, IEnumerable<string> received)
    {
        if (GeminiGist.IsOf(exchange))
            Assert.Equal(GeminiGist.Of(sent), GeminiGist.WithoutIds(received));
        else
            Assert.Equal(SaidBy(sent, GistOf(exchange, sent)), SaidBy(sent, received));
    }

    /// <summary>What the client said itself, where it only refers to some of what it was answered: the vendors see to it that results have their calls.</summary>
    private static IEnumerable<string> SaidBy(JsonElement sent, IEnumerable<string> gist) =>
        Gist.Items(sent, "input").Any(item => Gist.Text(item, "type") == "item_reference")
            ? gist.Where(line => !line.StartsWith("assistant ", StringComparison.Ordinal))
            : gist;

    private static IEnumerable<string> GistOf(WireExchange exchange, JsonElement sent) => exchange.Path.Split('/')[^1] switch
    {
        "messages" => Gist.OfMessages(sent),
        "responses" => Gist.OfResponses(sent),
        _ => Gist.OfChat(sent),
    };

    private static bool WantsShape(JsonElement sent) =>
        sent.TryGetProperty("response_format", out _) || sent.TryGetProperty("text", out _)
        || Gist.Member(sent, "generationConfig", "responseMimeType") is not null;

    /// <summary>Thinking is on, and every turn that called tools begins with the signed thinking that the client could not carry.</summary>
    private static void Thinks(JsonElement received)
    {
        Assert.Contains(received.GetProperty("thinking").GetProperty("type").GetString(), new[] { "enabled", "adaptive" });
        var calling = received.GetProperty("messages").EnumerateArray()
            .Where(message => message.GetProperty("content").ValueKind == JsonValueKind.Array)
            .Select(message => message.GetProperty("content").EnumerateArray().ToList())
            .Where(blocks => blocks.Exists(block => block.GetProperty("type").GetString() == "tool_use"));
        Assert.All(calling, blocks =>
        {
            Assert.Equal("thinking", blocks[0].GetProperty("type").GetString());
            Assert.NotEmpty(blocks[0].GetProperty("signature").GetString()!);
        });
    }

    private static bool IsStream(JsonElement body) => body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;

    private static HashSet<string> Names(JsonElement body) => [.. body.EnumerateObject().Select(member => member.Name)];
}
