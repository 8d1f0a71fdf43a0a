using System.Text.Json;

namespace Headgate.EndToEnd.Faults;

/// <summary>Gathers what a reply said: text, error, finish. Reads the six protocols by hand.</summary>
internal sealed class SaidInReply
{
    private bool _hasBegun;
    private bool _hasFailed;

    public string? Error { get; private set; }

    public bool IsEvent { get; private set; }

    public string Text { get; private set; } = "";

    public bool IsFinished { get; private set; }

    /// <summary>A keep-alive came before anything else: the gateway's own, as a vendor's ping comes inside its answer.</summary>
    public bool BeganWithKeepAlive { get; private set; }

    public HashSet<string> Ids { get; } = [];

    public static SaidInReply Read(string body)
    {
        var said = new SaidInReply { IsEvent = true };
        foreach (var block in body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n').Where(line => line.StartsWith("data:", StringComparison.Ordinal));
            var data = string.Concat(lines.Select(line => line[5..].Trim()));
            if (block.StartsWith(':') || block.StartsWith("event: ping", StringComparison.Ordinal))
                said.BeganWithKeepAlive |= !said._hasBegun;
            else if (data != "[DONE]")
                said.TakeData(data);
        }

        return said;
    }

    public void TakeWhole(JsonElement root)
    {
        if (ErrorOf(root) is { } error)
        {
            Error = error;
            return;
        }

        IsFinished = true;
        Text = At(root, "choices", 0, "message", "content") ?? At(root, "choices", 0, "text") ?? At(root, "content", 0, "text")
            ?? At(root, "output", 0, "content", 0, "text") ?? "";
    }

    private void TakeData(string data)
    {
        _hasBegun = true;
        using var json = JsonDocument.Parse(data);
        var root = json.RootElement;
        if (ErrorOf(root) is { } error)
        {
            // A failed response is told of twice: to clients that go by its status, and to those that go by the error.
            Assert.True(Error is null || (_hasFailed && Error == error && At(root, "type") == "error"), $"An event follows the error: {data}");
            _hasFailed = At(root, "type") == "response.failed";
            Error = error;
            return;
        }

        Assert.True(Error is null, $"An event follows the error: {data}");

        if (At(root, "id") is { } id)
            Ids.Add(id);
        var type = At(root, "type");
        Text += type switch
        {
            null => At(root, "choices", 0, "delta", "content") ?? At(root, "choices", 0, "text"),
            "content_block_delta" => At(root, "delta", "text"),
            "response.output_text.delta" => At(root, "delta"),
            _ => null,
        };
        IsFinished |= type is "message_stop" or "response.completed" or "response.incomplete"
            || At(root, "choices", 0, "finish_reason") is not null
            || At(root, "delta", "stop_reason") is not null;
    }

    /// <summary>Anthropic's type, OpenAI's code (<c>none</c> when it is null); null when it is no error.</summary>
    private static string? ErrorOf(JsonElement root)
    {
        if (At(root, "type") == "error")
            return root.TryGetProperty("code", out _) ? At(root, "code") ?? "none" : At(root, "error", "type");
        if (At(root, "type") == "response.failed")
            return At(root, "response", "error", "code") ?? "none";
        return root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object ? At(error, "code") ?? "none" : null;
    }

    private static string? At(JsonElement at, params object[] path)
    {
        foreach (var step in path)
        {
            if (step is string name && at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var member))
                at = member;
            else if (step is int index && at.ValueKind == JsonValueKind.Array && at.GetArrayLength() > index)
                at = at[index];
            else
                return null;
        }

        return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
    }
}
