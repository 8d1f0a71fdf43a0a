namespace Headgate.Llm.Protocols.Turns;

/// <summary>
/// Follows a conversation, message by message, to what the model does at its end. Calls of tools, their results and further calls are one turn
/// of the model's, until the user speaks again. A model of Anthropic's that is told to think takes the turn up only where it begins with thinking;
/// between its calls there may be some or none. https://platform.claude.com/docs/en/build-with-claude/extended-thinking, read 2026-11-22.
/// </summary>
internal struct CallingTurn()
{
    private bool _isAssistant;
    private bool _hasResults;
    private bool _isThought = true;

    /// <summary>True when the model is in the midst of a turn that did not begin with thinking.</summary>
    public readonly bool IsUnthought => _hasResults && !_isThought;

    /// <summary>Follows a message of the assistant's.</summary>
    /// <param name="beginsWithThinking">True when its first part is thinking.</param>
    public void AddAssistant(bool beginsWithThinking)
    {
        if (!_isAssistant && !_hasResults)
        {
            _isThought = beginsWithThinking;
        }

        (_isAssistant, _hasResults) = (true, false);
    }

    /// <summary>Follows a message of anybody else's; several in a row count as one.</summary>
    /// <param name="beginsWithResult">True when its first part is the result of a call.</param>
    public void AddOther(bool beginsWithResult) => (_isAssistant, _hasResults) = (false, _hasResults || beginsWithResult);
}
