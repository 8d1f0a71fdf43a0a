using System.Text.Json;

namespace Headgate.Simulator.Behaviours;

/// <summary>Thinks up the answer: a pure function of behaviour and conversation.</summary>
internal static class AnswerComposer
{
    private static readonly string[] Words =
        "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua"
            .Split(' ');

    public static Answer Compose(Behaviour behaviour, Conversation conversation, string prompt)
    {
        var thinks = conversation.ReasoningDemanded || (behaviour.Reasoning && !conversation.ReasoningOff);
        var reasoning = thinks ? Think(prompt) : null;
        var calls = ToolCalls(behaviour, conversation, prompt);
        return calls.Count > 0
            ? new Answer(reasoning, null, calls, StopReason.ToolCalls)
            : Limit(new Answer(reasoning, GoOn(Speak(behaviour, conversation, prompt), conversation.Begun), [], StopReason.End), conversation);
    }

    /// <summary>As many tokens as asked for: each word is one.</summary>
    public static string Lorem(int tokens) => string.Join(' ', Enumerable.Range(0, tokens).Select(i => Words[i % Words.Length]));

    private static string Think(string prompt) => $"The user said: {Tokens.Take(prompt, 20)}. I will answer plainly.";

    private static string Speak(Behaviour behaviour, Conversation conversation, string prompt) => behaviour.Answer switch
    {
        AnswerKind.Lorem => Lorem(behaviour.LoremTokens),
        AnswerKind.Json when conversation.WantsJson => Instance(conversation, prompt),
        AnswerKind.Tools or AnswerKind.ParallelTools when conversation.ToolResult is { } result => $"The tool answered: {result}",
        _ => Echo(conversation, prompt),
    };

    // What begins otherwise than this model would have is gone on with by all that it has to say.
    private static string GoOn(string whole, string begun) => whole.StartsWith(begun, StringComparison.Ordinal) ? whole[begun.Length..] : whole;

    private static string Echo(Conversation conversation, string prompt) => conversation.Images switch
    {
        0 => prompt,
        1 => $"{prompt} [1 image]".TrimStart(),
        var images => $"{prompt} [{images} images]".TrimStart(),
    };

    private static string Instance(Conversation conversation, string prompt) =>
        conversation.Schema is { } schema ? SchemaInstance.Of(schema, prompt) : SchemaInstance.Answer(prompt);

    private static List<ToolCall> ToolCalls(Behaviour behaviour, Conversation conversation, string prompt)
    {
        var calls = behaviour.Answer is AnswerKind.Tools or AnswerKind.ParallelTools
            ? conversation.ToolResult is null && !conversation.ToolsForbidden
            : conversation.ToolForced;
        if (!calls || conversation.Tools.Count == 0)
            return [];
        var first = conversation.Tools.FirstOrDefault(tool => tool.Name == conversation.ForcedTool) ?? conversation.Tools[0];
        if (behaviour.Answer != AnswerKind.ParallelTools || conversation.OneToolCallAtMost)
            return [Call(first, behaviour, prompt)];
        var second = conversation.Tools.FirstOrDefault(tool => tool != first) ?? first;
        return [Call(first, behaviour, prompt), Call(second, behaviour, prompt)];
    }

    private static ToolCall Call(OfferedTool tool, Behaviour behaviour, string prompt)
    {
        var said = behaviour.Dictated ? prompt[(prompt.LastIndexOf('\n') + 1)..] : prompt;
        var isSaid = tool.IsFreeform || (behaviour.Dictated && IsObject(said));
        return new ToolCall(tool.Name, isSaid ? said : Instance(tool)) { IsFreeform = tool.IsFreeform };
    }

    private static string Instance(OfferedTool tool) =>
        tool.Schema is { ValueKind: JsonValueKind.Object } schema ? SchemaInstance.Of(schema, "text") : "{}";

    private static bool IsObject(string text)
    {
        try
        {
            return JsonElement.Parse(text).ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static Answer Limit(Answer answer, Conversation conversation)
    {
        var text = answer.Text!;
        var stop = conversation.StopSequences
            .Select(sequence => (Sequence: sequence, At: text.IndexOf(sequence, StringComparison.Ordinal)))
            .Where(found => found.At >= 0)
            .OrderBy(found => found.At)
            .FirstOrDefault();
        if (stop.Sequence is not null)
            answer = answer with { Text = text[..stop.At], Stop = StopReason.StopSequence, StopSequence = stop.Sequence };
        if (conversation.MaxOutputTokens is not { } limit || answer.OutputTokens <= limit)
            return answer;
        var room = Math.Max(0, limit - answer.ReasoningTokens);
        return answer with { Text = Tokens.Take(answer.Text!, room), Stop = StopReason.TokenLimit, StopSequence = null };
    }
}
