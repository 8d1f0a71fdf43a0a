namespace Headgate.Simulator.Behaviours;

/// <summary>What the model says, whatever the protocol: perhaps reasoning, then text or tool calls.</summary>
internal sealed record Answer(string? Reasoning, string? Text, IReadOnlyList<ToolCall> ToolCalls, StopReason Stop)
{
    /// <summary>The stop sequence met, when <see cref="Stop"/> is <see cref="StopReason.StopSequence"/>.</summary>
    public string? StopSequence { get; init; }

    public int ReasoningTokens => Tokens.Count(Reasoning);

    public int OutputTokens => ReasoningTokens + Tokens.Count(Text) + ToolCalls.Sum(call => call.Tokens);
}
