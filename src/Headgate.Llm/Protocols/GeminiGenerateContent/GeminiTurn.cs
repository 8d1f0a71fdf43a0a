using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.GeminiGenerateContent;

/// <summary>What one side says before the other speaks.</summary>
/// <param name="isModel">True = the model; false = the user.</param>
internal sealed class GeminiTurn(bool isModel)
{
    private readonly List<ToolResultPart> _results = [];
    private readonly List<ContentPart> _others = [];
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);

    /// <summary>True when the model speaks.</summary>
    public bool IsModel => isModel;

    /// <summary>The results of tools, which Gemini wants first: right behind their calls.</summary>
    public IReadOnlyList<ToolResultPart> Results => _results;

    /// <summary>What else is said.</summary>
    public IReadOnlyList<ContentPart> Others => _others;

    /// <summary>The calls of tools, in order.</summary>
    public IEnumerable<ToolCallPart> Calls => _others.OfType<ToolCallPart>();

    /// <summary>Adds a part: a result behind the results, all else at the end.</summary>
    public void Add(ContentPart part)
    {
        if (part is ToolResultPart result)
        {
            _results.Add(result);
            _answered.Add(result.CallId);
        }
        else
        {
            _others.Add(part);
        }
    }

    /// <summary>True when it holds the result of a call.</summary>
    public bool Answers(string callId) => _answered.Contains(callId);
}
