namespace Headgate.Gateway.Fleets;

/// <summary>What is true of a fleet's replicas on the whole: it stands in for what is not known of one.</summary>
/// <param name="SecondsPerToken">The time that a token of a prompt takes.</param>
/// <param name="PromptTokens">The tokens of a prompt that a cache does not have.</param>
/// <param name="FoundShare">The share of such tokens that the cache of a favourite had all the same, 0 to 1.</param>
internal readonly record struct FleetView(double SecondsPerToken, double PromptTokens, double FoundShare)
{
    /// <summary>Before anything is measured.</summary>
    public static FleetView Unknown { get; } = new(1.0 / 8_000, 1_000, 0);

    /// <summary>What a gateway sends where the others would have sent it, too, is found there more often than now: so many times at most.</summary>
    private const double FoundInAgreement = 2;

    /// <summary>What is measured counts as much as what is hoped for, once it is of so many tokens.</summary>
    private const double HopedTokens = 20_000;

    /// <summary>How much a favourite is favoured: the share of a prompt's unknown tokens that count as found there, 0 to 1.</summary>
    public double Favour { get; init; }

    /// <summary>The block by which the prompt is told from others, the same for every gateway that has sent something of it; 0 where it has none.</summary>
    public ulong Origin { get; init; }

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

        double others = sum.AllTokens > 0 ? Math.Clamp(1 - (sum.OwnTokens / sum.AllTokens), 0, 1) : 0;
        double found = sum.UnknownTokens > 0 ? sum.FoundTokens / sum.UnknownTokens : Unknown.FoundShare;

        // Gateways find each other's prompts only once they agree, and shall not wait with it until one has found something by chance.
        double hope = others * HopedTokens;
        double hoped = hope > 0 ? (sum.FoundTokens + (others * hope)) / (sum.UnknownTokens + hope) : found;
        return new FleetView(
            sum.Tokens > 0 ? sum.Seconds / sum.Tokens : Unknown.SecondsPerToken,
            sum.Prompts > 0 ? sum.PromptTokens / sum.Prompts : Unknown.PromptTokens,
            found) { Favour = Math.Max(found, Math.Min(others, hoped * FoundInAgreement)) };
    }

    /// <summary>The share of the tokens that are not known to be in a replica's cache, and are expected there.</summary>
    public double FoundAt(Replica replica) => ReferenceEquals(replica, Favourite) ? FoundShare : 0;

    /// <summary>The share of the tokens that are not known to be in a replica's cache, and count as found there when one is chosen.</summary>
    public double FavourAt(Replica replica) => ReferenceEquals(replica, Favourite) ? Favour : 0;
}
