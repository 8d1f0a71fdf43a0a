using System.Text;

namespace Headgate.Compare.Upstream;

/// <summary>The answers, made once: every request gets the same bytes.</summary>
internal static class Replies
{
    private const string ChunkHead =
        """{"id":"chatcmpl-CompareMock0000000000000001","object":"chat.completion.chunk","created":1764000000,"model":"gpt-5-mini",""" +
        "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_compare\",";

    private const string UsageMember =
        """
        "usage":{"prompt_tokens":412,"completion_tokens":188,"total_tokens":600,
        "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},
        "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}
        """;

    /// <summary>A whole chat completion of about 1.1 KB, head included.</summary>
    public static readonly byte[] Plain = MakePlain();

    public static readonly byte[] StreamHead =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray();

    public static readonly byte[] Role = Event(Choice("""{"role":"assistant","content":"","refusal":null}""", "null"));

    public static readonly byte[] Content = Event(Choice("""{"content":" water"}""", "null"));

    public static readonly byte[] Finish = Event(Choice("{}", "\"stop\""));

    public static readonly byte[] Usage = Event(ChunkHead + "\"choices\":[]," + UsageMember.ReplaceLineEndings("") + "}");

    /// <summary>The terminal event and the end of the chunked body.</summary>
    public static readonly byte[] Done = [.. Event("[DONE]"), .. "0\r\n\r\n"u8];

    private static string Choice(string delta, string finishReason) =>
        $$"""{{ChunkHead}}"choices":[{"index":0,"delta":{{delta}},"logprobs":null,"finish_reason":{{finishReason}}}]}""";

    private static byte[] Event(string data)
    {
        string text = $"data: {data}\n\n";
        return Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");
    }

    private static byte[] MakePlain()
    {
        string answer = string.Concat(Enumerable.Repeat("The gate at the head admits the water, and divides it. ", 9));
        string body =
            """{"id":"chatcmpl-CompareMock0000000000000001","object":"chat.completion","created":1764000000,""" +
            $$""" "model":"gpt-5-mini","choices":[{"index":0,"message":{"role":"assistant","content":"{{answer}}","refusal":null,"annotations":[]},""" +
            "\"logprobs\":null,\"finish_reason\":\"stop\"}]," + UsageMember.ReplaceLineEndings("") +
            ",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_compare\"}";
        return Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
