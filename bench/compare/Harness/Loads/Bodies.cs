using System.Text;
using System.Text.Json.Nodes;

namespace Headgate.Compare.Harness.Loads;

/// <summary>The four request bodies, as files that all load generators read.</summary>
internal sealed class Bodies
{
    private const int LargePromptBytes = 400_000;

    private const string Question = "Which gate at the head of the canal admits the water, and how is the flow divided below it?";

    // Line breaks, quotes and letters beyond ASCII, as real prompts have them.
    private const string Paragraph =
        "The ditch rider wrote: \"Open gate no. 7 by 3½ inches at six o'clock; the café's meadow has had its share.\"\n\n";

    public Bodies(string folder)
    {
        Small = Write("small.json", Chat(Question));
        Stream = Write("stream.json", Chat(Question, ("stream", true)));
        ShortStream = Write("short-stream.json", Chat(Question, ("stream", true), ("max_tokens", ShortStreamChunks)));
        Slow = Write("slow.json", Chat(Question, ("delay_ms", SlowMilliseconds)));
        Large = Write("large.json", Chat(LargePrompt()));

        string Write(string name, string content)
        {
            string file = Path.Combine(folder, name);
            File.WriteAllText(file, content);
            return file;
        }
    }

    public const int StreamChunks = 100;

    public const int ShortStreamChunks = 5;

    public const int SlowMilliseconds = 50;

    public string Small { get; }

    /// <summary>Does not ask for usage: a gateway that meters must, and hide what it asked for.</summary>
    public string Stream { get; }

    public string ShortStream { get; }

    /// <summary>Is answered after <see cref="SlowMilliseconds"/>.</summary>
    public string Slow { get; }

    public string Large { get; }

    private static string LargePrompt()
    {
        StringBuilder prompt = new();
        for (int size = 0; size < LargePromptBytes; size += Encoding.UTF8.GetByteCount(Paragraph))
            prompt.Append(Paragraph);
        return prompt.ToString();
    }

    private static string Chat(string prompt, params (string Name, JsonNode Value)[] more)
    {
        JsonObject body = new()
        {
            ["model"] = "gpt-5-mini",
            ["messages"] = new JsonArray(Message("system", "You are the keeper of a headgate. Answer briefly."), Message("user", prompt)),
            ["temperature"] = 0.2,
        };
        foreach ((string name, JsonNode value) in more)
            body[name] = value;
        return body.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };
}
