namespace Headgate.Gateway.Fleets;

/// <summary>What is true of a fleet's replicas on the whole: it stands in for what is not known of one.</summary>
/// <param name="SecondsPerToken">The time that a token of a prompt takes.</param>
/// <param name="PromptTokens">The tokens of a prompt that a cache does not have.</param>
/// <param name="FoundShare">The share of such tokens that the cache of a favourite had all the same, 0 to 1.</param>
internal readonly record struct FleetView(double SecondsPerToken, double PromptTokens, double FoundShare)
{
    /// <summary>Before anything is measured.</summary>
    public static FleetView Unknown { get; } = new(1.0 / 8_000, 1_000, 0);

    /// <summary>Where gateways that know nothing of a prompt send it; null where it is known in full.</summary>
    public Replica? Favourite { get; init; }

    /// <summary>What was measured at these replicas.</summary>
    public static FleetView Of(ReadOnlySpan<Replica> replicas)
    {
        Measured sum = default;
        foreach (Replica replica in replicas)
        {
            sum += replica.Measured;
        }

        return new FleetView(
            sum.Tokens > 0 ? sum.Seconds / sum.Tokens : Unknown.SecondsPerToken,
            sum.Prompts > 0 ? sum.PromptTokens / sum.Prompts : Unknown.PromptTokens,
            sum.UnknownTokens > 0 ? sum.FoundTokens / sum.UnknownTokens : Unknown.FoundShare);
    }

    /// <summary>The share of the tokens that are not known to be in a replica's cache, and are expected there.</summary>
    public double FoundAt(Replica replica) => ReferenceEquals(replica, Favourite) ? FoundShare : 0;
}
