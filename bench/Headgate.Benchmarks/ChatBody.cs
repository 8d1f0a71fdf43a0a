using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headgate.Benchmarks;

/// <summary>Chat requests of a given size, made of many messages as agents send them.</summary>
internal static class ChatBody
{
    private const string Escaped = "The ditch rider wrote: \"Open gate no. 7 by three inches at six; the meadow has had its share.\"\n";
    private const string Plain = "The ditch rider wrote: open gate no. 7 by three inches at six; the meadow has had its share now. ";

    public static readonly JsonSerializerOptions AsClientsWrite = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] OfKilobytes(int kilobytes, bool escapes = true)
    {
        string turn = escapes ? Escaped : Plain;
        JsonArray messages = [];
        for (int size = 0; size < kilobytes * 1024;)
        {
            string content = string.Concat(Enumerable.Repeat(turn, 1 + (messages.Count % 5)));
            messages.Add(new JsonObject { ["role"] = messages.Count % 2 == 0 ? "user" : "assistant", ["content"] = content });
            size += content.Length;
        }

        JsonObject body = new()
        {
            ["model"] = "chat", ["messages"] = messages, ["temperature"] = 1.0, ["stream"] = true, ["max_completion_tokens"] = 1024,
        };
        return Encoding.UTF8.GetBytes(body.ToJsonString(AsClientsWrite));
    }
}
