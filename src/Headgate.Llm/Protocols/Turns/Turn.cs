using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Llm.Protocols.Turns;

/// <summary>What one side says before the other speaks.</summary>
/// <param name="role">Who: user, assistant, or system within the conversation.</param>
/// <param name="place">Where the first of its messages stood.</param>
internal sealed class Turn(Role role, JsonPlace place)
{
    private readonly List<ContentPart> _results = [];
    private readonly List<ContentPart> _others = [];
    private readonly List<JsonPlace> _joined = [];
    private IdSet _answered;
    private IdSet _called;

    /// <summary>Who speaks.</summary>
    public Role Role => role;

    /// <summary>Where the first of its messages stood.</summary>
    public JsonPlace Place => place;

    /// <summary>Where each of its messages stood.</summary>
    public IEnumerable<JsonPlace> Places => _joined.Prepend(place);

    /// <summary>What is said; the results of tools first, as vendors demand.</summary>
    public ImmutableArray<ContentPart> Parts => [.. _results, .. _others];

    /// <summary>The tools that are called.</summary>
    public IEnumerable<ToolCallPart> Called => _called.IsEmpty ? [] : _others.OfType<ToolCallPart>();

    /// <summary>Takes a further message in.</summary>
    public void Join(JsonPlace message) => _joined.Add(message);

    /// <summary>Adds a part: a result behind the results, all else at the end.</summary>
    public void Add(ContentPart part)
    {
        if (part is ToolResultPart result)
        {
            _results.Add(part);
            _answered.Add(result.CallId);
            return;
        }

        _others.Add(part);
        if (part is ToolCallPart call)
        {
            _called.Add(call.Id);
        }
    }

    /// <summary>Takes away the white space at the end, where Anthropic refuses it: the beginning of an answer.</summary>
    public void TrimEnd()
    {
        if (_others is [.., TextPart last])
        {
            _others[^1] = last with { Text = last.Text.TrimEnd() };
        }
    }

    /// <summary>True when it holds the result of a call.</summary>
    public bool Answers(string callId) => _answered.Contains(callId);

    /// <summary>True when it calls a tool by this id.</summary>
    public bool Calls(string callId) => _called.Contains(callId);
}
