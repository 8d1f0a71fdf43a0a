namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>What is kept of translated answers, since their clients do not send it back.</summary>
internal sealed class AnswerMemory
{
    /// <summary>Signed thinking.</summary>
    public ReasoningMemory Reasoning { get; init; } = new();

    /// <summary>Parts that are sent back by their ids.</summary>
    public ItemMemory Items { get; init; } = new();
}
