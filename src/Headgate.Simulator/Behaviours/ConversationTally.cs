namespace Headgate.Simulator.Behaviours;

/// <summary>Gathers, turn by turn, what a protocol's reader finds in the history.</summary>
internal sealed class ConversationTally
{
    /// <summary>What one image costs, of whatever size.</summary>
    public const int TokensPerImage = 85;

    private int _textTokens;
    private string? _toolResult;

    public int Images { get; private set; }

    public string LastUserText { get; private set; } = "";

    /// <summary>The user spoke: earlier tool results are answered.</summary>
    public void User(string text)
    {
        LastUserText = text;
        _toolResult = null;
        Other(text);
    }

    public void ToolResult(string text)
    {
        _toolResult = _toolResult is null ? text : _toolResult + "\n" + text;
        Other(text);
    }

    public void Other(string text) => _textTokens += Tokens.Count(text);

    public void Image() => Images++;

    public Conversation ToConversation() => new()
    {
        Prompts = [LastUserText],
        Images = Images,
        ToolResult = _toolResult,
        InputTokens = _textTokens + Images * TokensPerImage,
    };
}
