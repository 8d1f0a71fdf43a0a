using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Headgate.EndToEnd.Worlds;

namespace Headgate.EndToEnd.Processes.Crashes;

/// <summary>An application that calls and calls until the gateway is gone, and remembers what it got.</summary>
internal sealed class CrashClient(HttpClient http, string baseUrl, string name, Random random)
{
    private static readonly string[] Models =
    [
        "lorem-40", "drip-1ms-lorem-60", "slow-20ms-lorem-8", "drip-1ms-cut-after-9", "drip-2ms-lorem-400", "status-500", "echo",
    ];

    private readonly List<CrashCall> _calls = [];

    /// <summary>Calls until <paramref name="isOver"/> says so, one after the other.</summary>
    public async Task<List<CrashCall>> RunAsync(Func<bool> isOver)
    {
        while (!isOver())
        {
            var model = Models[random.Next(Models.Length)];
            var call = new CrashCall($"{name}-{_calls.Count}", IsBounded: random.Next(3) > 0, IsStream: random.Next(3) > 0);
            _calls.Add(call);
            await CallAsync(call, model, isMessage: random.Next(4) == 0, leavesAfter: random.Next(8) == 0 ? 200 : null);
        }

        return _calls;
    }

    private async Task CallAsync(CrashCall call, string model, bool isMessage, int? leavesAfter)
    {
        // Anthropic's clients always say how long the answer may be.
        var bound = call.IsBounded || isMessage ? ",\"max_tokens\":500" : "";
        var usage = call.IsStream && !isMessage ? ",\"stream_options\":{\"include_usage\":true}" : "";
        var body = $$"""
            {"model":"{{(isMessage ? "claude" : "openai")}}/{{model}}","messages":[{"role":"user","content":"one two three"}]{{bound}}{{usage}},"stream":{{(call.IsStream ? "true" : "false")}}}
            """;
        using var request = TestCall.To(baseUrl, isMessage ? "/v1/messages" : "/v1/chat/completions", body);
        request.Headers.Add("x-client-request-id", call.Mark);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Bound.Token());
            if (!response.IsSuccessStatusCode)
                return;
            call.RequestId = RequestIdOf(response.Headers);
            if (call.IsStream)
                await ReadStreamAsync(call, response, leavesAfter);
            else
                ReadWhole(call, await response.Content.ReadAsByteArrayAsync(Bound.Token()));
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException)
        {
            // The gateway was killed: what is remembered is what arrived.
        }
    }

    private static string RequestIdOf(HttpResponseHeaders headers) => Assert.Single(headers.GetValues("x-headgate-request-id"));

    private static async Task ReadStreamAsync(CrashCall call, HttpResponseMessage response, int? leavesAfter)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Bound.Token()));
        while (await reader.ReadLineAsync(Bound.Token()) is { } line)
        {
            if (!line.StartsWith("data: ", StringComparison.Ordinal))
                continue;
            call.IsWhole |= line is "data: [DONE]" || line.Contains("\"message_stop\"", StringComparison.Ordinal);
            if (line is "data: [DONE]")
                continue;
            using var data = JsonDocument.Parse(line.AsMemory("data: ".Length));
            call.TextBytes += Text(data.RootElement);
            if (call.TextBytes > leavesAfter)
                return;
        }
    }

    private static void ReadWhole(CrashCall call, byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        call.IsWhole = true;
        call.TextBytes = body.Length;
    }

    /// <summary>The bytes of text in an event of either protocol.</summary>
    private static int Text(JsonElement data)
    {
        var delta = data.TryGetProperty("choices", out var choices) && choices.GetArrayLength() > 0 ? choices[0].GetProperty("delta")
            : data.TryGetProperty("delta", out var part) ? part : default;
        if (delta.ValueKind != JsonValueKind.Object)
            return 0;
        return (delta.TryGetProperty("content", out var text) || delta.TryGetProperty("text", out text)) && text.ValueKind == JsonValueKind.String
            ? Encoding.UTF8.GetByteCount(text.GetString()!)
            : 0;
    }
}
