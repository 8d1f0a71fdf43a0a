using System.Text.Json;

namespace Headgate.Simulator.Anthropic;

/// <summary>One turn as the vendor sees it: consecutive messages of one role are one turn, and a text is a block.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Path">Where the turn's last message is.</param>
/// <param name="Blocks">What is said, in order.</param>
internal sealed record MergedTurn(string Role, string Path, IReadOnlyList<TurnBlock> Blocks)
{
    public IReadOnlyList<string> ToolUseIds { get; } =
        [.. Blocks.Where(block => block.Type == "tool_use").Select(block => block.Json.Text("id")!)];

    /// <summary>The turns of a body whose members are checked.</summary>
    public static List<MergedTurn> Of(JsonElement body)
    {
        var turns = new List<MergedTurn>();
        foreach (var (i, message) in body.Items("messages").Index())
        {
            var (role, path, blocks) = (message.Text("role")!, $"messages.{i}", Read($"messages.{i}.content", message));
            if (turns is [.., var last] && last.Role == role)
                turns[^1] = new MergedTurn(role, path, [.. last.Blocks, .. blocks]);
            else
                turns.Add(new MergedTurn(role, path, blocks));
        }

        return turns;
    }

    private static List<TurnBlock> Read(string path, JsonElement message) => message.Text("content") is not null
        ? [new TurnBlock(path, "text", message)]
        : [.. message.Items("content").Select((block, i) => new TurnBlock($"{path}.{i}", block.Text("type")!, block))];
}
