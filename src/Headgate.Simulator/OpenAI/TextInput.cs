using System.Text.Json;

namespace Headgate.Simulator.OpenAI;

/// <summary>One input of completions or embeddings: a text, or a list of token numbers, which stand for themselves.</summary>
internal sealed record TextInput(string Text, int Tokens)
{
    /// <summary>The inputs in a field: a string, strings, token numbers, or lists of token numbers.</summary>
    public static List<TextInput> Read(JsonElement body, string field)
    {
        if (body.Member(field) is not { ValueKind: JsonValueKind.Array } list)
            return [OfText(body.Text(field) ?? "")];
        return list.EnumerateArray().FirstOrDefault().ValueKind == JsonValueKind.Number
            ? [OfNumbers(list)]
            : [.. list.EnumerateArray().Select(OfItem)];
    }

    private static TextInput OfItem(JsonElement item) =>
        item.ValueKind == JsonValueKind.String ? OfText(item.GetString()!) : OfNumbers(item);

    private static TextInput OfText(string text) => new(text, Behaviours.Tokens.Count(text));

    private static TextInput OfNumbers(JsonElement numbers) =>
        new(numbers.GetRawText(), numbers.ValueKind == JsonValueKind.Array ? numbers.GetArrayLength() : 1);
}
