namespace Headgate.FleetWorld;

/// <summary>A request at an engine.</summary>
internal sealed class Job(Arrival arrival, IVisit visit)
{
    /// <summary>The request.</summary>
    public Arrival Arrival => arrival;

    /// <summary>What the gateway that sent it is told.</summary>
    public IVisit Visit => visit;

    /// <summary>Tokens of the prompt to be worked through yet.</summary>
    public long PromptLeft { get; set; }

    /// <summary>Tokens of the prompt that were expected to be worked through when it came.</summary>
    public long Expected { get; set; }

    /// <summary>Tokens of the prompt that the cache had.</summary>
    public long CachedTokens { get; set; }

    /// <summary>Tokens of the answer to come yet.</summary>
    public int OutputLeft { get; set; } = arrival.OutputTokens;

    /// <summary>Blocks it holds beside its prompt's.</summary>
    public int Nameless { get; set; }

    /// <summary>True when its time to the first token counts.</summary>
    public required bool IsCounted { get; init; }

    /// <summary>The second of its first token.</summary>
    public double FirstTokenAt { get; set; }
}
