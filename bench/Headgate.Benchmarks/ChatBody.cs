using System.Text;
using System.Text.Json.Nodes;

namespace Headgate.Benchmarks;

/// <summary>Chat requests of a given size, made of many messages as agents send them.</summary>
internal static class ChatBody
{
    private const string Turn = "The ditch rider wrote: \"Open gate no. 7 by 3½ inches at six o'clock; the café's meadow has had its share.\"\n";

    public static byte[] OfKilobytes(int kilobytes)
    {
        JsonArray messages = [];
        for (int size = 0; size < kilobytes * 1024;)
        {
            string content = string.Concat(Enumerable.Repeat(Turn, 1 + (messages.Count % 5)));
            messages.Add(new JsonObject { ["role"] = messages.Count % 2 == 0 ? "user" : "assistant", ["content"] = content });
            size += content.Length;
        }

        JsonObject body = new()
        {
            ["model"] = "chat", ["messages"] = messages, ["temperature"] = 1.0, ["stream"] = true, ["max_completion_tokens"] = 1024,
        };
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }
}
