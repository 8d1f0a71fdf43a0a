using Headgate.Llm.Chat;

namespace Headgate.Gateway.Fleets;

/// <summary>One call under way at a replica: what it meets is told here. Of one call, hence of one thread at a time.</summary>
internal sealed class ReplicaCall
{
    private readonly Replica _replica;

    internal ReplicaCall(Replica replica) => _replica = replica;

    /// <summary>True when its first token will be seen.</summary>
    public required bool IsStream { get; init; }

    /// <summary>The tokens of its prompt that the cache was not known to have.</summary>
    public required double PromptTokens { get; init; }

    /// <summary>The tokens of its prompt that the cache is thought to have.</summary>
    public required double CachedTokens { get; init; }

    /// <summary>The share of <see cref="PromptTokens"/> that the cache probably has all the same, 0 to 1.</summary>
    public required double Found { get; init; }

    /// <summary>True when it goes where any gateway would send it that does not know the prompt.</summary>
    public required bool IsFavoured { get; init; }

    /// <summary>The tokens that were to be worked through before it.</summary>
    public required double AheadTokens { get; init; }

    /// <summary>The second of its beginning.</summary>
    public required double SentAt { get; init; }

    /// <summary>The tokens that are to be worked through for it.</summary>
    public double Work => (PromptTokens * (1 - Found)) + Predictor.OverheadTokens;

    /// <summary>What it is doing.</summary>
    public ReplicaCallState State { get; set; }

    /// <summary>The call that was sent before it and waits, too.</summary>
    public ReplicaCall? Before { get; set; }

    /// <summary>The call that was sent after it and waits, too.</summary>
    public ReplicaCall? After { get; set; }

    /// <summary>Its first token came.</summary>
    public void FirstToken() => _replica.FirstToken(this);

    /// <summary>Its answer came to its end.</summary>
    /// <param name="after">The time since the first token; null when that was not seen.</param>
    /// <param name="usage">What it used.</param>
    public void Answered(TimeSpan? after, Usage? usage) => _replica.Answered(this, after, usage);

    /// <summary>It is over, however it ended. Counts once.</summary>
    public void Leave() => _replica.Leave(this);
}
