using System.Text.Json;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Simulator.Calls;

namespace Headgate.EndToEnd.Vendors;

/// <summary>One call from all sides, and what its answer says whatever dialect it is in: chat clients get a vendor's bytes as they are.</summary>
internal sealed record VendorReply(int Status, string Text, RequestRecord Record, SimulatedCall? Call)
{
    private bool IsStream => !Text.StartsWith('{');

    /// <summary>The text said, of the first choice.</summary>
    public string Said => string.Concat(Pieces().Select(SaidBy));

    /// <summary>The calls made, of the first choice: the names with their arguments, which must be whole.</summary>
    public List<string> Calls
    {
        get
        {
            List<(string Name, string Arguments)> calls = [];
            foreach (var piece in Pieces())
                AddCalls(piece, calls);
            return [.. calls.Select(call => $"{call.Name} {JsonElement.Parse(call.Arguments.Length == 0 ? "{}" : call.Arguments).GetProperty("city")}")];
        }
    }

    /// <summary>Messages and deltas, blocks and their deltas: whatever holds a piece of the answer.</summary>
    private IEnumerable<JsonElement> Pieces() => IsStream
        ? Text.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).SelectMany(line => PiecesOf(JsonElement.Parse(line[6..])))
        : PiecesOf(JsonElement.Parse(Text));

    private static IEnumerable<JsonElement> PiecesOf(JsonElement json)
    {
        if (json.TryGetProperty("choices", out var choices))
        {
            return choices.EnumerateArray().Where(choice => choice.GetProperty("index").GetInt32() == 0)
                .Select(choice => choice.TryGetProperty("message", out var message) ? message : choice.GetProperty("delta"));
        }

        return json.TryGetProperty("content", out var blocks) ? blocks.EnumerateArray()
            : json.TryGetProperty("content_block", out var block) ? [block]
            : json.TryGetProperty("delta", out var delta) ? [delta]
            : [];
    }

    private static string SaidBy(JsonElement piece)
    {
        if (piece.TryGetProperty("content", out var content))
        {
            return content.ValueKind == JsonValueKind.Array
                ? string.Concat(content.EnumerateArray().Where(part => part.GetProperty("type").GetString() == "text").Select(part => part.GetProperty("text")))
                : content.GetString() ?? "";
        }

        return piece.TryGetProperty("text", out var text) ? text.GetString()! : "";
    }

    private static void AddCalls(JsonElement piece, List<(string Name, string Arguments)> calls)
    {
        if (piece.TryGetProperty("tool_calls", out var fragments))
        {
            foreach (var function in fragments.EnumerateArray().Select(fragment => fragment.GetProperty("function")))
                Add(function.TryGetProperty("name", out var name) ? name.GetString() : null, function.GetProperty("arguments").GetString()!, calls);
        }
        else if (piece.TryGetProperty("input", out var input))
        {
            var arguments = input.GetRawText();
            Add(piece.GetProperty("name").GetString(), arguments == "{}" ? "" : arguments, calls);
        }
        else if (piece.TryGetProperty("partial_json", out var partial))
        {
            Add(null, partial.GetString()!, calls);
        }
    }

    private static void Add(string? name, string arguments, List<(string Name, string Arguments)> calls)
    {
        if (name is not null)
            calls.Add((name, arguments));
        else
            calls[^1] = (calls[^1].Name, calls[^1].Arguments + arguments);
    }
}
