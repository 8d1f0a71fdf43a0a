namespace Headgate.Simulator.Behaviours;

/// <summary>How a call goes: what a model name was parsed to.</summary>
internal sealed record Behaviour
{
    public AnswerKind Answer { get; init; }

    public int LoremTokens { get; init; }

    public bool Reasoning { get; init; }

    public bool Cached { get; init; }

    /// <summary>Whether the user says the arguments of its calls.</summary>
    public bool Dictated { get; init; }

    public bool Picky { get; init; }

    public TimeSpan FirstTokenDelay { get; init; }

    public TimeSpan TokenDelay { get; init; }

    public int JitterPercent { get; init; }

    public HoldPoint Hold { get; init; }

    public int HoldAfterEvents { get; init; }

    public bool RefuseConnection { get; init; }

    public int FlakyPercent { get; init; }

    public Failure? Failure { get; init; }

    public StreamFault? Fault { get; init; }
}
