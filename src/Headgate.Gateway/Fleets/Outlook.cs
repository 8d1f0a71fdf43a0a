namespace Headgate.Gateway.Fleets;

/// <summary>How one replica stands to one prompt, at one moment.</summary>
internal readonly record struct Outlook
{
    /// <summary>The tokens that it has to work through before: of what the gateway and others sent and it has not begun to answer.</summary>
    public required double QueuedTokens { get; init; }

    /// <summary>The leading blocks of the prompt that its cache is thought to have.</summary>
    public required int CachedBlocks { get; init; }

    /// <summary>The block by which the prompt is told from others, as far as its beginning is known; 0 where it has none.</summary>
    public required ulong Origin { get; init; }

    /// <summary>The tokens of the prompt that its cache is not known to have.</summary>
    public required double PromptTokens { get; init; }

    /// <summary>The time that it takes for a token of a prompt.</summary>
    public required double SecondsPerToken { get; init; }

    /// <summary>The time that the next token of all answers under way takes.</summary>
    public required double StepSeconds { get; init; }

    /// <summary>For how long it owes a first token that was expected.</summary>
    public required double OverdueSeconds { get; init; }

    /// <summary>The gateway's own calls under way there, to the end of their streams.</summary>
    public required int InFlight { get; init; }

    /// <summary>True when what it says of itself is recent.</summary>
    public required bool IsKnown { get; init; }
}
